import { isSameOrigin } from './same-origin.ts';

test.each([
  ['http://localhost:4747', 'localhost:4747', true],
  ['http://LOCALHOST:4747', 'localhost:4747', true],
  ['https://archive.example.org', 'archive.example.org', true],
  ['http://localhost:4748', 'localhost:4747', false],
  ['http://localhost', 'localhost:4747', false],
  ['file://localhost:4747', 'localhost:4747', false],
  ['null', 'localhost:4747', false],
  ['', 'localhost:4747', false],
  ['http://localhost:4747.evil.example', 'localhost:4747', false],
])('origin %j with Host %s: %s', (origin, host, expected) => {
  expect(isSameOrigin({ origin, host }, true)).toBe(expected);
});

test('programs send no origin and no site; other sites may link to the page but not read data', () => {
  const host = 'localhost:4747';
  expect(isSameOrigin({ host }, true)).toBe(true);
  expect([true, false].map((isData) => isSameOrigin({ host, 'sec-fetch-site': 'cross-site' }, isData))).toEqual([false, true]);
});
