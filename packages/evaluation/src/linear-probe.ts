import { matrix, multiply, row, type Matrix } from '@mmae/matrix';
import { checkFinite, checkLabelled, type Labelled } from './labelled.ts';
import { toPartition, type Label, type Partition } from './labels.ts';
import { minimum, type Differentiable } from './minimum.ts';
import { shareEqual } from './share-equal.ts';
import { standardisation } from './standardisation.ts';

export interface ProbeOptions {
  /** weight of half the squared coefficients against the summed loss, the intercepts left out; 1 / C of scikit-learn; default 1 */
  readonly l2?: number;
}

export interface LinearProbe {
  /** whether the optimum was reached: the largest element of the mean loss's gradient is at most 1e-5 */
  readonly converged: boolean;
  /** the most probable label of each row */
  predict(points: Matrix): Label[];
}

/** The share of test points that a linear probe fitted on train gives their label; labels that train lacks are never right. */
export function probeAccuracy(train: Labelled, test: Labelled, options: ProbeOptions = {}): number {
  checkLabelled('probeAccuracy', test);
  return shareEqual(linearProbe(train, options).predict(test.points), test.labels);
}

/**
 * Multinomial logistic regression on standardised inputs: what a linear layer can read from the points. Nothing in it is random.
 *
 * @throws RangeError unless train is finite, has two labels or more, and l2 > 0
 */
export function linearProbe(train: Labelled, { l2 = 1 }: ProbeOptions = {}): LinearProbe {
  checkLabelled('linearProbe', train);
  if (!(l2 > 0)) throw new RangeError(`linearProbe: expected l2 > 0, got ${l2}`);
  const classes = toPartition('linearProbe', train.labels);
  if (classes.names.length < 2) throw new RangeError(`linearProbe: expected two labels or more, got only ${classes.names[0]}`);
  const standardised = standardisation(train.points);
  const inputs = standardised(train.points);
  const start = new Float64Array(inputs.numColumns * classes.names.length);
  const { x, converged } = minimum(meanLoss(inputs, classes, l2), start, { tolerance: 1e-5, maxIterations: 1000, rounding: 1e-7 });
  const weights = matrix(inputs.numColumns, classes.names.length, new Float32Array(x));
  return { converged, predict: (points) => predictions(standardised, weights, classes.names, points) };
}

/** Cross-entropy and penalty a sample, as a function of the weights, `[dim + 1, numClasses]`; the last row is the intercepts. */
function meanLoss(inputs: Matrix, { codes, names }: Partition, l2: number): Differentiable {
  const penalised = (inputs.numColumns - 1) * names.length;
  return (weights, gradient) => {
    const scores = multiply(inputs, matrix(inputs.numColumns, names.length, new Float32Array(weights)));
    let loss = codes.reduce((sum, code, i) => sum + crossEntropy(row(scores, i), code), 0);
    gradient.set(multiply(inputs, scores, { transposeA: true }).data);
    for (let j = 0; j < penalised; j++) {
      loss += (l2 / 2) * weights[j] ** 2;
      gradient[j] += l2 * weights[j];
    }
    for (let j = 0; j < gradient.length; j++) gradient[j] /= codes.length;
    return loss / codes.length;
  };
}

/** −log of the probability of class `code`; turns `scores` into the loss's gradient by them: probabilities, less 1 at the class. */
function crossEntropy(scores: Float32Array, code: number): number {
  const own = scores[code];
  const greatest = scores.reduce((most, score) => Math.max(most, score), -Infinity);
  let total = 0;
  for (const score of scores) total += Math.exp(score - greatest);
  for (let j = 0; j < scores.length; j++) scores[j] = Math.exp(scores[j] - greatest) / total - (j === code ? 1 : 0);
  return Math.log(total) + greatest - own;
}

function predictions(standardised: (points: Matrix) => Matrix, weights: Matrix, names: readonly Label[], points: Matrix): Label[] {
  if (points.numColumns !== weights.numRows - 1) {
    throw new RangeError(`predict: expected the probe's ${weights.numRows - 1} columns, got ${points.numColumns}`);
  }
  checkFinite('predict', points);
  const scores = multiply(standardised(points), weights);
  return Array.from({ length: points.numRows }, (_, i) => names[indexOfGreatest(row(scores, i))]);
}

const indexOfGreatest = (scores: Float32Array) => scores.reduce((best, score, j) => (score > scores[best] ? j : best), 0);
