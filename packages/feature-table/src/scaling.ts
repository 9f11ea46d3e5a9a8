import { columnMeans, firstNotFinite, matrix, multiply, principalComponents, row, rowSpan, type Matrix } from '@mmae/matrix';

/**
 * How the features of a modality become a block of a feature table: they are centred, optionally projected onto their principal axes (not whitened), and
 * divided by one number, so that the mean variance of the columns is 1 in train.
 */
export interface BlockScaling {
  /** `[1, featureLength]` */
  readonly mean: Matrix;
  /** principal axes as rows, `[blockLength, featureLength]`; without them the features are not projected */
  readonly axes?: Matrix;
  /** divisor of all columns */
  readonly scale: number;
}

export interface BlockScalingOptions {
  /** number of principal axes, limited by the numbers of rows and features; without it the features are not projected */
  readonly numComponents?: number;
  readonly seed: number;
}

/**
 * Fits the scaling of a block to the train rows that have the modality.
 *
 * @param features shape `[numRows, featureLength]`
 * @throws RangeError if there are fewer than two rows, a value is not finite, or no column varies
 */
export function fitBlockScaling(features: Matrix, { numComponents, seed }: BlockScalingOptions): BlockScaling {
  checkFeatures(features);
  const mean = matrix(1, features.numColumns, Float32Array.from(columnMeans(features)));
  const unscaled =
    numComponents === undefined ? { mean, scale: 1 } : { mean, axes: principalAxes(features, numComponents, seed), scale: 1 };
  const variance = meanVariance(scaleBlock(features, unscaled));
  if (!(variance > 0)) {
    throw new RangeError(
      `fitBlockScaling: expected features that vary over ${features.numRows} train samples, got the same ${features.numColumns} numbers for each. ` +
        'Look at the files, or leave this modality out of the experiment.',
    );
  }
  return { ...unscaled, scale: Math.sqrt(variance) };
}

/**
 * Scales features to a block.
 *
 * @param features shape `[numRows, featureLength]`
 * @returns shape `[numRows, blockLength]`
 */
export function scaleBlock(features: Matrix, { mean, axes, scale }: BlockScaling): Matrix {
  const centred = matrix(features.numRows, features.numColumns, features.data.slice());
  for (let i = 0; i < centred.numRows; i++) {
    const values = row(centred, i);
    for (let j = 0; j < values.length; j++) values[j] -= mean.data[j];
  }
  const projected = axes ? multiply(centred, axes, { transposeB: true }) : centred;
  for (let i = 0; i < projected.data.length; i++) projected.data[i] /= scale;
  return projected;
}

/**
 * Restores features from a block: exactly without axes, otherwise the nearest features in the span of the axes.
 *
 * @param block shape `[numRows, blockLength]`
 * @returns shape `[numRows, featureLength]`
 */
export function unscaleBlock(block: Matrix, { mean, axes, scale }: BlockScaling): Matrix {
  const projected = axes ? multiply(block, axes) : matrix(block.numRows, block.numColumns, block.data.slice());
  for (let i = 0; i < projected.numRows; i++) {
    const values = row(projected, i);
    for (let j = 0; j < values.length; j++) values[j] = values[j] * scale + mean.data[j];
  }
  return projected;
}

/** Axes with less than this fraction of the variance along the first axis are rounding errors, as with repeated rows. */
const minVarianceRatio = 1e-6;

function principalAxes(features: Matrix, numComponents: number, seed: number): Matrix {
  const kept = Math.min(numComponents, features.numColumns, features.numRows - 1);
  const { components, variances } = principalComponents(features, kept, seed);
  const numVarying = Math.max(1, variances.filter((variance) => variance > minVarianceRatio * variances[0]).length);
  return numVarying === components.numRows ? components : rowSpan(components, 0, numVarying);
}

function checkFeatures({ numRows, numColumns, data }: Matrix): void {
  if (numRows < 2)
    throw new RangeError(`fitBlockScaling: expected at least 2 train samples with this modality, got ${numRows}. Add samples to train.`);
  const bad = firstNotFinite(data);
  if (bad >= 0) {
    const [sample, column] = [Math.floor(bad / numColumns), bad % numColumns];
    throw new RangeError(
      `fitBlockScaling: expected finite features, got ${data[bad]} in train row ${sample}, column ${column}. Correct or leave out that sample.`,
    );
  }
}

/** The mean variance of the columns, which must have mean 0. */
function meanVariance({ data }: Matrix): number {
  let sum = 0;
  for (const value of data) sum += value * value;
  return sum / data.length;
}
