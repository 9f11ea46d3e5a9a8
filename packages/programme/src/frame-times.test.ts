import { frameRate, toSeconds } from '@mmae/timecode';
import { frameTimes } from './frame-times.ts';

test.each([25, '30000/1001', '24000/1001', 50, '60000/1001'] as const)(
  'at a constant rate of %s, minutes of frames are counted',
  (rate) => {
    const times = frameTimes(frameRate(rate));
    const numFrames = 9000;
    for (let frame = 0; frame < numFrames; frame++) times.add(Math.round(1000 * toSeconds(frame, frameRate(rate))) / 1000); // as Matroska rounds them
    expect(times.length).toBe(numFrames);
    for (const frame of [0, 1, 4095, 4096, 8000, numFrames - 1, numFrames]) expect(times.frameOf(frame)).toBe(frame);
  },
);

test('at a variable rate, frames have the numbers of their times at the nominal rate', () => {
  const times = frameTimes(frameRate(25));
  for (const seconds of [0, 0.02, 0.04, 0.5, 2]) times.add(seconds);
  expect([0, 2, 3, 4, 5].map((index) => times.frameOf(index))).toEqual([0, 1, 13, 50, 51]);
  expect(times.secondsOf(5)).toBeCloseTo(2.04, 9);
});

test('time stamps that go back count as that of the frame before', () => {
  const times = frameTimes(frameRate(25));
  for (const seconds of [0, 0.04, 0, 0.08]) times.add(seconds);
  expect([0, 1, 2, 3].map(times.secondsOf)).toEqual([0, 0.04, 0.04, 0.08]);
});

test('no frames', () => {
  expect(frameTimes(frameRate(25)).frameOf(0)).toBe(0);
});
