import { matrix } from '@mmae/matrix';
import fc from 'fast-check';
import { deltas, padOrCrop, pool, shiftFrames, timeNormalise, withDeltas } from './frame-matrices.ts';

const ramp = (numRows: number, slope = 1) =>
  matrix(
    numRows,
    2,
    Float32Array.from({ length: 2 * numRows }, (_, i) => slope * Math.floor(i / 2) + (i % 2) * 100),
  );

test('a linear sequence of frames is stretched to a linear sequence with the same ends', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 200 }), fc.integer({ min: 2, max: 64 }), (numRows, numFrames) => {
      const { data } = timeNormalise(ramp(numRows), numFrames);
      for (let t = 0; t < numFrames; t++) {
        expect(data[2 * t]).toBeCloseTo((t * (numRows - 1)) / (numFrames - 1), 3);
        expect(data[2 * t + 1] - data[2 * t]).toBeCloseTo(100, 3);
      }
    }),
  );
});

test('the same number of frames is unchanged, a single frame is repeated', () => {
  expect(timeNormalise(ramp(7), 7)).toEqual(ramp(7));
  expect([...timeNormalise(ramp(1), 3).data]).toEqual([0, 100, 0, 100, 0, 100]);
});

test('samples are truncated at the end or padded with zeros', () => {
  expect([...padOrCrop(Float32Array.of(1, 2, 3), 2)]).toEqual([1, 2]);
  expect([...padOrCrop(Float32Array.of(1, 2), 4)]).toEqual([1, 2, 0, 0]);
});

test('pooling gives the mean and population standard deviation of each band', () => {
  const pooled = pool(matrix(3, 2, Float32Array.of(1, 5, 2, 5, 3, 5)));
  expect([pooled.numRows, pooled.numColumns]).toEqual([2, 2]);
  expect([...pooled.data]).toEqual([2, 5, Math.fround(Math.sqrt(2 / 3)), 0]);
});

test('the deltas of a line are its slope, and their deltas 0, except at the ends', () => {
  const slopes = deltas(ramp(20, 3));
  expect([...slopes.data.subarray(2 * 8, 2 * 9)].map((value) => +value.toFixed(5))).toEqual([3, 3]);
  const both = withDeltas(ramp(20, 3), 2);
  expect(both.numColumns).toBe(6);
  expect([...both.data.subarray(6 * 10, 6 * 11)].map((value) => +value.toFixed(4))).toEqual([30, 130, 3, 3, 0, 0]);
});

test('frames are shifted later and bands up, edges are repeated, deltas are a separate block', () => {
  const frames = matrix(3, 4, Float32Array.of(1, 2, 10, 20, 3, 4, 30, 40, 5, 6, 50, 60));
  expect([...shiftFrames(frames, 1, 0, 2).data]).toEqual([1, 2, 10, 20, 1, 2, 10, 20, 3, 4, 30, 40]);
  expect([...shiftFrames(frames, 0, 1, 2).data]).toEqual([1, 1, 10, 10, 3, 3, 30, 30, 5, 5, 50, 50]);
  expect([...shiftFrames(frames, -2, -1, 2).data]).toEqual([6, 6, 60, 60, 6, 6, 60, 60, 6, 6, 60, 60]);
});
