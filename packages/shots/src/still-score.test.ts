import { stillScore } from './still-score.ts';

test('a steady frame is better than a moving one, and a frame of one colour is none', () => {
  const score = (motion: number, contrast: number) => stillScore({ frame: 0, motion, contrast });
  expect(score(0, 30)).toBe(1);
  expect(score(4, 30)).toBe(0.5);
  expect(score(0, 2)).toBe(0);
});
