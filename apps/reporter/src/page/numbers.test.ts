import { toCount, toCounted, toIntervalText, toPercent, toScore, toShareOf } from './numbers.ts';

test.each([
  [0.614, '.61'],
  [1, '1.00'],
  [-0.05, '−.05'],
  [-0.001, '.00'],
  [undefined, '–'],
])('the score %p is %p', (value, text) => {
  expect(toScore(value)).toBe(text);
});

test('shares, counts and intervals', () => {
  expect([toPercent(0.5549), toPercent(0.5549, 1)]).toEqual(['55\u00a0%', '55.5\u00a0%']);
  expect([toCount(12345), toCounted(1, 'item'), toCounted(2, 'item'), toCounted(2, 'box', 'boxes')]).toEqual([
    '12,345',
    '1 item',
    '2 items',
    '2 boxes',
  ]);
  expect(toIntervalText([-0.1, 0.25])).toBe('−.10–.25');
});

test('a share of fewer than fifty is a count', () => {
  expect([toShareOf(3, 5), toShareOf(30, 60)]).toEqual(['3 of 5', '50\u00a0%']);
});
