import { errorLines } from './error-lines.ts';

test('errors are counted with their repetitions; the first and the last are kept', () => {
  const errors = errorLines();
  for (const line of ['[h264 @ 0x55] one\u001b[0m', '    Last message repeated 12 times', '', 'two']) errors.add(line);
  expect([errors.count, errors.first, errors.last, errors.has(/^two$/), errors.has(/three/)]).toEqual([
    14,
    'one\\u001b[0m',
    'two',
    true,
    false,
  ]);
});

test('a million errors take no memory', () => {
  const errors = errorLines();
  for (let i = 0; i < 1000; i++) errors.add(`error ${i}`);
  expect([errors.count, errors.first, errors.last, errors.has(/error 500/)]).toEqual([1000, 'error 0', 'error 999', false]);
});
