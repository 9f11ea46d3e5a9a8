import { matrix, multiply, row, type Matrix } from '@mmae/matrix';
import {
  checkFinite,
  checkLabelled,
  toPartition,
  toSharedCodes,
  type Label,
  type Labelled,
  type Labels,
  type Partition,
} from './labels.ts';
import { minimum, type Differentiable } from './minimum.ts';
import { nearestNeighbours } from './retrieval/neighbours.ts';
import { centroid, type Distance } from './silhouette/distances.ts';

export interface KnnOptions {
  /** default 5 */
  readonly numNeighbours?: number;
  /** default `cosine` */
  readonly distance?: Distance;
}

/**
 * Share of test points whose label wins the vote of their nearest train points.
 *
 * @throws RangeError unless both sides are finite and of the same width, and train has at least numNeighbours points
 */
export function knnAccuracy(train: Labelled, test: Labelled, options: KnnOptions = {}): number {
  checkLabelled('knnAccuracy', test);
  return shareEqual(knnPredictions(train, test.points, options), test.labels);
}

/** The most frequent label among the nearest train points of each point; of several, the one with the nearest point. */
export function knnPredictions(train: Labelled, points: Matrix, { numNeighbours = 5, distance = 'cosine' }: KnnOptions = {}): Label[] {
  checkLabelled('knnPredictions', train);
  const neighbours = nearestNeighbours('knnPredictions', points, train.points, { numNeighbours, distance });
  return neighbours.map((rows) => mostFrequent(Array.from(rows, (row) => train.labels[row])));
}

/** The most frequent label; of several, the first. */
function mostFrequent(labels: readonly Label[]): Label {
  const votes = new Map<Label, number>();
  for (const label of labels) votes.set(label, (votes.get(label) ?? 0) + 1);
  return [...votes].reduce((best, candidate) => (candidate[1] > best[1] ? candidate : best))[0];
}

export interface ProbeOptions {
  /** weight of half the squared coefficients, without intercepts, relative to the summed loss: 1 / C of scikit-learn; default 1 */
  readonly l2?: number;
}

export interface LinearProbe {
  /** whether the optimizer converged: no element of the gradient of the mean loss exceeds 1e-5 */
  readonly converged: boolean;
  /** the most probable label of each row */
  predict(points: Matrix): Label[];
}

/** Share of test points whose label a linear probe predicts after training on train. Labels that train lacks are never predicted. */
export function probeAccuracy(train: Labelled, test: Labelled, options: ProbeOptions = {}): number {
  checkLabelled('probeAccuracy', test);
  return shareEqual(linearProbe(train, options).predict(test.points), test.labels);
}

/**
 * Multinomial logistic regression on standardized inputs: the label information that a linear layer can read from the points. Deterministic.
 *
 * @throws RangeError unless train is finite and has at least two labels, and l2 > 0
 */
export function linearProbe(train: Labelled, { l2 = 1 }: ProbeOptions = {}): LinearProbe {
  checkLabelled('linearProbe', train);
  if (!(l2 > 0)) throw new RangeError(`linearProbe: expected l2 > 0, got ${l2}`);
  const classes = toPartition('linearProbe', train.labels);
  if (classes.names.length < 2) throw new RangeError(`linearProbe: expected two labels or more, got only ${classes.names[0]}`);
  const standardized = standardization(train.points);
  const inputs = standardized(train.points);
  const start = new Float64Array(inputs.numColumns * classes.names.length);
  const { x, converged } = minimum(meanLoss(inputs, classes, l2), start, { tolerance: 1e-5, maxIterations: 1000, rounding: 1e-7 });
  const weights = matrix(inputs.numColumns, classes.names.length, new Float32Array(x));
  return { converged, predict: (points) => predictions(standardized, weights, classes.names, points) };
}

/** Mean cross-entropy and penalty as a function of the weights `[dim + 1, numClasses]`, whose last row are the intercepts. */
function meanLoss(inputs: Matrix, { codes, names }: Partition, l2: number): Differentiable {
  const numPenalized = (inputs.numColumns - 1) * names.length;
  return (weights, gradient) => {
    const scores = multiply(inputs, matrix(inputs.numColumns, names.length, new Float32Array(weights)));
    let loss = codes.reduce((sum, code, i) => sum + crossEntropy(row(scores, i), code), 0);
    gradient.set(multiply(inputs, scores, { transposeA: true }).data);
    for (let j = 0; j < numPenalized; j++) {
      loss += (l2 / 2) * weights[j] ** 2;
      gradient[j] += l2 * weights[j];
    }
    for (let j = 0; j < gradient.length; j++) gradient[j] /= codes.length;
    return loss / codes.length;
  };
}

/** −log p of class `code`. Overwrites `scores` with the gradient of the loss: probabilities, minus 1 at the class. */
function crossEntropy(scores: Float32Array, code: number): number {
  const own = scores[code];
  const largest = scores.reduce((max, score) => Math.max(max, score), -Infinity);
  let total = 0;
  for (const score of scores) total += Math.exp(score - largest);
  for (let j = 0; j < scores.length; j++) scores[j] = Math.exp(scores[j] - largest) / total - (j === code ? 1 : 0);
  return Math.log(total) + largest - own;
}

function predictions(standardized: (points: Matrix) => Matrix, weights: Matrix, names: readonly Label[], points: Matrix): Label[] {
  if (points.numColumns !== weights.numRows - 1) {
    throw new RangeError(`predict: expected the probe's ${weights.numRows - 1} columns, got ${points.numColumns}`);
  }
  checkFinite('predict', points);
  const scores = multiply(standardized(points), weights);
  return Array.from({ length: points.numRows }, (_, i) => names[indexOfLargest(row(scores, i))]);
}

const indexOfLargest = (scores: Float32Array) => scores.reduce((best, score, j) => (score > scores[best] ? j : best), 0);

/**
 * Scaling that gives every column of `train` mean 0 and variance 1, with an added column of ones for the intercept. A constant column is only
 * centred.
 *
 * @returns a function of points, `[numRows, dim]` → `[numRows, dim + 1]`
 */
function standardization(train: Matrix): (points: Matrix) => Matrix {
  const mean = centroid(train, Uint32Array.from({ length: train.numRows }, (_, i) => i)); // prettier-ignore
  const deviation = standardDeviations(train, mean);
  const width = train.numColumns + 1;
  return ({ numRows, numColumns, data }) => {
    const scaled = matrix(numRows, width);
    for (let i = 0; i < numRows; i++) {
      for (let j = 0; j < numColumns; j++) scaled.data[i * width + j] = (data[i * numColumns + j] - mean[j]) / (deviation[j] || 1);
      scaled.data[i * width + numColumns] = 1;
    }
    return scaled;
  };
}

function standardDeviations({ numRows, numColumns, data }: Matrix, mean: Float64Array): Float64Array {
  const sums = new Float64Array(numColumns);
  for (let i = 0; i < data.length; i++) sums[i % numColumns] += (data[i] - mean[i % numColumns]) ** 2;
  return sums.map((sum) => Math.sqrt(sum / numRows));
}

function shareEqual(predictions: Labels, labels: Labels): number {
  let numEqual = 0;
  for (let i = 0; i < labels.length; i++) if (predictions[i] === labels[i]) numEqual++;
  return numEqual / labels.length;
}

/**
 * Macro-averaged F1 of predictions: the mean of 2 tp / (2 tp + fp + fn) over all classes among labels or predictions, each with the same weight.
 *
 * @returns 0 to 1
 * @throws RangeError unless labels and predictions have the same length, at least 1
 */
export function macroF1(labels: Labels, predicted: Labels): number {
  if (labels.length === 0 || labels.length !== predicted.length) {
    throw new RangeError(`macroF1: expected a prediction for each label and at least one, got ${labels.length} and ${predicted.length}`);
  }
  const [truth, guesses] = toSharedCodes('macroF1', labels, predicted);
  const numClasses = Math.max(...truth, ...guesses) + 1;
  const [correct, named] = [new Float64Array(numClasses), new Float64Array(numClasses)]; // named: 2 tp + fp + fn
  truth.forEach((code, i) => {
    if (code === guesses[i]) correct[code]++;
    named[code]++;
    named[guesses[i]]++;
  });
  return named.reduce((sum, count, code) => sum + (2 * correct[code]) / count, 0) / numClasses;
}
