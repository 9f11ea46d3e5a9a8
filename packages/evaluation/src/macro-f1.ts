import { toSharedCodes, type Labels } from './labels.ts';

/**
 * How well labels are predicted, every class counting alike: the mean over the classes that either side names of F1 = 2 tp / (2 tp + fp + fn).
 *
 * @param labels what holds
 * @param predicted one for each label
 * @returns 0 … 1
 * @throws RangeError where the lengths differ or are 0
 */
export function macroF1(labels: Labels, predicted: Labels): number {
  if (labels.length === 0 || labels.length !== predicted.length) {
    throw new RangeError(`macroF1: expected a prediction for each label and at least one, got ${labels.length} and ${predicted.length}`);
  }
  const [truth, guesses] = toSharedCodes('macroF1', labels, predicted);
  const numClasses = Math.max(...truth, ...guesses) + 1;
  const [right, named] = [new Float64Array(numClasses), new Float64Array(numClasses)];
  truth.forEach((code, i) => {
    if (code === guesses[i]) right[code]++;
    named[code]++;
    named[guesses[i]]++;
  });
  return named.reduce((sum, count, code) => sum + (2 * right[code]) / count, 0) / numClasses;
}
