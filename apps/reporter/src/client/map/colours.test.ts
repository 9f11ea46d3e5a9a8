import { palette } from './colours.ts';

test('hues are evenly spaced; more than eight colours alternate in lightness', () => {
  expect(palette(2, false)).toEqual(['oklch(0.62 0.15 25.0)', 'oklch(0.62 0.15 205.0)']);
  expect(palette(9, true).slice(0, 2)).toEqual(['oklch(0.7 0.15 25.0)', 'oklch(0.84 0.11 65.0)']);
  expect(new Set(palette(60, false)).size).toBe(60);
});
