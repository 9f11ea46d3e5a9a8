import fc from 'fast-check';
import { sine } from '../audio.test.support.ts';
import { type Framing, lengthOfFrames, numFramesOf, stft } from './stft.ts';

const framing: Framing = { frameLength: 400, hopLength: 160, fftLength: 512, window: 'periodic', centred: false };
const copyPowers = (power: Float64Array, row: Float64Array) => row.set(power);

test('a tone is in its bin in every frame', () => {
  const { numFrames, numBands, data } = stft(framing, 257, copyPowers)(sine(1000, 16_000));
  expect(numFrames).toBe(99); // 1 + ceil((16000 − 400) / 160): the last one is padded
  for (let t = 0; t < numFrames - 1; t++) {
    const row = data.subarray(t * numBands, (t + 1) * numBands);
    expect(row.indexOf(Math.max(...row))).toBe(32); // 1000 Hz · 512 / 16000 Hz
  }
});

test('every sample is in a frame; the shortest audio has one frame', () => {
  expect([1, 399, 400, 401, 560, 561].map((length) => numFramesOf(length, framing))).toEqual([1, 1, 1, 2, 2, 3]);
  expect([1, 159, 160].map((length) => numFramesOf(length, { ...framing, centred: true }))).toEqual([1, 1, 2]);
});

test('numFramesOf reverses lengthOfFrames', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.boolean(), (numFrames, centred) => {
      expect(numFramesOf(lengthOfFrames(numFrames, { ...framing, centred }), { ...framing, centred })).toBe(numFrames);
    }),
  );
});

test('a frame longer than the transform is refused', () => {
  expect(() => stft({ ...framing, frameLength: 600 }, 257, copyPowers)).toThrow('got frameLength=600, fftLength=512, hopLength=160');
});
