import { dct, dot } from './dct.ts';

const spectrogram = (...data: number[]) => ({ numFrames: 1, numBands: data.length, data: Float64Array.from(data) });

test('a constant has only the first coefficient', () => {
  const { data } = dct(4, 4, 'orthonormal')(spectrogram(3, 3, 3, 3));
  [6, 0, 0, 0].forEach((expected, k) => expect(data[k]).toBeCloseTo(expected, 12)); // 3 · 4 / √4
  expect(dct(4, 1, 'doubled')(spectrogram(3, 3, 3, 3)).data[0]).toBeCloseTo(24, 12); // 2 · Σ
});

test('the orthonormal transform preserves the energy of each frame', () => {
  const { numFrames, numBands, data } = dct(3, 3, 'orthonormal')({ numFrames: 2, numBands: 3, data: Float64Array.of(1, -2, 0.5, 4, 0, 1) });
  expect([numFrames, numBands]).toEqual([2, 3]);
  expect(dot(data, 0, data, 0, 3)).toBeCloseTo(5.25, 12);
  expect(dot(data, 3, data, 3, 3)).toBeCloseTo(17, 12);
});

test('more coefficients than bands are refused', () => {
  expect(() => dct(4, 5, 'orthonormal')).toThrow('dct: expected 1 <= numCoefficients <= 4 (the bands), got 5');
});

test('dot sums all products, including those after the last group of four', () => {
  const values = Float64Array.from({ length: 8 }, (_, i) => i);
  expect(dot(values, 1, values, 2, 6)).toBe(2 + 6 + 12 + 20 + 30 + 42);
  expect(dot(values, 1, values, 2, 0)).toBe(0);
});
