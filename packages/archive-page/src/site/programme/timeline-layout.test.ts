import { frameOfClick, waveformPath } from './timeline-layout.ts';

test('a click is on the frame below it, and never outside the film', () => {
  expect([-5, 0, 99.9, 100, 399, 400].map((x) => frameOfClick(x, 400, 40))).toEqual([0, 0, 9, 10, 39, 39]);
});

test('each peak is a line around the middle of its band', () => {
  expect(waveformPath([1, 0.5, 0, 7], 400, 40, 20)).toBe('M50 20V60M150 30V50M250 39.5V40.5M350 20V60');
  expect(waveformPath([], 400, 40, 20)).toBe('');
});
