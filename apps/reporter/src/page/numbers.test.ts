import { toCount, toCounted, toDuration, toIntervalText, toPercent, toScore } from './numbers.ts';

test.each([
  [0.614, '.61'],
  [1, '1.00'],
  [-0.05, '−.05'],
  [-0.001, '.00'],
  [undefined, '–'],
])('the score %p is %p', (value, text) => {
  expect(toScore(value)).toBe(text);
});

test('shares, counts, intervals and durations', () => {
  expect([toPercent(0.5549), toPercent(0.5549, 1)]).toEqual(['55\u00a0%', '55.5\u00a0%']);
  expect([toCount(12345), toCounted(1, 'item'), toCounted(2, 'item')]).toEqual(['12,345', '1 item', '2 items']);
  expect(toIntervalText([-0.1, 0.25])).toBe('−.10–.25');
  expect([42, 185, 7800].map(toDuration)).toEqual(['42 s', '3 min 5 s', '2 h 10 min']);
});
