import { groups } from './groups.ts';

test('joins in any order make one group, with its least value', () => {
  const joined = groups(7);
  joined.join(5, 3, 0.9);
  joined.join(1, 2, 0.8);
  joined.join(0, 6, 0.7);
  expect([joined.areJoined(3, 5), joined.areJoined(5, 1)]).toEqual([true, false]);
  joined.join(2, 5, 0.95);
  expect(joined.areJoined(1, 3)).toBe(true);
  expect(joined.all()).toEqual([
    { members: [0, 6], least: expect.closeTo(0.7) },
    { members: [1, 2, 3, 5], least: expect.closeTo(0.8) },
  ]);
});
