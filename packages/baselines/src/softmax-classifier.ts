// A linear softmax classifier (multinomial logistic regression), trained on all rows at once. Each step is the gradient times the inverse of
// D. Böhning's bound on the Hessian, ½·XᵀX ("Multinomial logistic regression algorithm", Annals of the Institute of Statistical
// Mathematics 44, 1992), which lowers the loss without a step size to choose. Momentum reduces the number of steps (Y. Nesterov, 1983),
// and is restarted where it would increase the loss (B. O'Donoghue and E. Candès, 2015).
import { concatColumns, inverseCholesky, matrix, multiply, row, type Matrix } from '@mmae/matrix';

export interface SoftmaxOptions {
  readonly numClasses: number;
  /** weight of half the squared coefficients in the loss, next to the mean cross-entropy; intercepts are not penalised */
  readonly l2: number;
  /** training ends when no entry of the gradient is larger; default 1e-3 */
  readonly tolerance?: number;
  /** default 300 */
  readonly maxIterations?: number;
  /** initial weights; default zeros */
  readonly start?: Matrix;
}

/**
 * The weights of a linear softmax classifier. The training has no randomness.
 *
 * @param inputs one row per sample, `[numSamples, featureLength]`
 * @param classes 0 … numClasses − 1, length `numSamples`
 * @returns shape `[featureLength + 1, numClasses]`; the last row has the intercepts
 */
export function trainSoftmax(inputs: Matrix, classes: ArrayLike<number>, options: SoftmaxOptions): Matrix {
  const { numClasses, l2, tolerance = 1e-3, maxIterations = 300, start } = options;
  const extended = withOnes(inputs);
  const step = boundedStep(extended, l2);
  let weights = start ?? matrix(extended.numColumns, numClasses);
  let ahead = weights;
  let momentum = 1;
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    const gradient = gradientAt(ahead, extended, classes, l2);
    if (gradient.data.every((entry) => Math.abs(entry) <= tolerance)) return ahead;
    const next = combine(ahead, 1, multiply(step, gradient), -1);
    const move = combine(next, 1, weights, -1);
    const isClimbing = gradient.data.reduce((sum, entry, i) => sum + entry * move.data[i], 0) > 0;
    const nextMomentum = isClimbing ? 1 : (1 + Math.sqrt(1 + 4 * momentum ** 2)) / 2;
    ahead = isClimbing ? next : combine(next, 1, move, (momentum - 1) / nextMomentum);
    [weights, momentum] = [next, nextMomentum];
  }
  return weights;
}

/** The score of every class; their softmax are the probabilities. @returns shape `[numSamples, numClasses]` */
export function classScores(inputs: Matrix, weights: Matrix): Matrix {
  return multiply(withOnes(inputs), weights);
}

/** The softmax of each row, in place. */
export function softmax(rows: Matrix): Matrix {
  for (let i = 0; i < rows.numRows; i++) toProbabilities(row(rows, i));
  return rows;
}

function toProbabilities(values: Float32Array): void {
  const largest = values.reduce((max, value) => Math.max(max, value), -Infinity);
  let sum = 0;
  for (let j = 0; j < values.length; j++) sum += values[j] = Math.exp(values[j] - largest);
  for (let j = 0; j < values.length; j++) values[j] /= sum;
}

const withOnes = (inputs: Matrix) => concatColumns([inputs, matrix(inputs.numRows, 1, new Float32Array(inputs.numRows).fill(1))]);

/** The inverse of ½·XᵀX / n + l2·I. */
function boundedStep(extended: Matrix, l2: number): Matrix {
  const bound = multiply(extended, extended, { transposeA: true });
  const size = bound.numRows;
  for (let i = 0; i < bound.data.length; i++) bound.data[i] /= 2 * extended.numRows;
  for (let i = 0; i < size; i++) bound.data[i * size + i] += l2;
  const inverse = inverseCholesky(bound);
  return multiply(inverse, inverse, { transposeA: true });
}

/** The gradient of the mean cross-entropy and the penalty with respect to the weights. */
function gradientAt(weights: Matrix, extended: Matrix, classes: ArrayLike<number>, l2: number): Matrix {
  const errors = softmax(multiply(extended, weights));
  for (let i = 0; i < errors.numRows; i++) row(errors, i)[classes[i]] -= 1;
  const gradient = multiply(extended, errors, { transposeA: true });
  const numPenalised = (weights.numRows - 1) * weights.numColumns;
  for (let i = 0; i < gradient.data.length; i++) {
    gradient.data[i] = gradient.data[i] / extended.numRows + (i < numPenalised ? l2 * weights.data[i] : 0);
  }
  return gradient;
}

/** a·x + b·y */
function combine(x: Matrix, a: number, y: Matrix, b: number): Matrix {
  return matrix(
    x.numRows,
    x.numColumns,
    x.data.map((value, i) => a * value + b * y.data[i]),
  );
}
