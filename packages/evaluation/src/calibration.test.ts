import { readFileSync } from 'node:fs';
import { calibration } from './index.ts';

interface Reference {
  readonly confidences: number[];
  readonly right: number[];
  readonly accuracy: number[];
  readonly meanConfidence: number[];
  readonly error: number;
}
const { calibration: reference }: { calibration: Reference } = JSON.parse(
  readFileSync(new URL('../test/reference/statistics.json', import.meta.url), 'utf8'),
);

test('bins equal scikit-learn’s', () => {
  const { bins, expectedCalibrationError } = calibration(reference.confidences, reference.right.map(Boolean));
  expect(bins.map(({ accuracy }) => accuracy)).toEqual(reference.accuracy.map((value) => expect.closeTo(value, 12)));
  expect(bins.map(({ meanConfidence }) => meanConfidence)).toEqual(reference.meanConfidence.map((value) => expect.closeTo(value, 12)));
  expect(expectedCalibrationError).toBeCloseTo(reference.error, 12);
});

test('unfounded confidence has error 1, and edges belong to the lower bin', () => {
  expect(calibration([1, 1], [false, false]).expectedCalibrationError).toBe(1);
  const { bins } = calibration([0, 0.5, 0.51], [true, true, false], { numBins: 2 });
  expect(bins).toEqual([
    { low: 0, high: 0.5, count: 2, meanConfidence: 0.25, accuracy: 1 },
    { low: 0.5, high: 1, count: 1, meanConfidence: 0.51, accuracy: 0 },
  ]);
});

test.each([
  [() => calibration([1.2], [true]), 'calibration: expected confidences from 0 to 1, got 1.2 at 0'],
  [() => calibration([], []), 'calibration: expected an outcome for each confidence and at least one, got 0 and 0'],
  [() => calibration([1], [true], { numBins: 0 }), 'calibration: expected a whole numBins above 0, got 0'],
])('refuses: %#', (call, message) => {
  expect(call).toThrow(message);
});
