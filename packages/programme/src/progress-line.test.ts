import { progressLine } from './progress-line.ts';

test('share, speed and time left', () => {
  expect(progressLine({ seconds: 30, numFrames: 750 }, 120, 3000)).toBe('25 %, 250 frames/s, 9 s left');
});

test('a film longer than it says, and one that does not say', () => {
  expect(progressLine({ seconds: 130, numFrames: 100 }, 120, 1000)).toBe('100 %, 100 frames/s, 0 s left');
  expect(progressLine({ seconds: 130, numFrames: 100 }, undefined, 1000)).toBe('2 min 10 s read, 100 frames/s');
});
