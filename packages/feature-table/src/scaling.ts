import { columnMeans, firstNotFinite, matrix, multiply, principalComponents, row, rowSpan, type Matrix } from '@mmae/matrix';

/**
 * How one modality's features become a block of a feature table: centred, turned to their principal axes where that was asked for
 * (not whitened), and divided by one number, so that the mean variance of a column is 1 in train.
 */
export interface BlockScaling {
  /** `[1, featureLength]` */
  readonly mean: Matrix;
  /** principal axes, one a row, `[blockLength, featureLength]`; without them the columns stay as they are */
  readonly axes?: Matrix;
  /** every column is divided by it */
  readonly scale: number;
}

export interface BlockScalingOptions {
  /** how many principal axes are kept: fewer where the train rows or the features are fewer; all columns as they are where it is not given */
  readonly numComponents?: number;
  readonly seed: number;
}

/**
 * Learns a block's scaling from train rows that have the modality.
 *
 * @param features shape `[numRows, featureLength]`
 * @throws RangeError where fewer than two rows are given, a value is not finite, or no column varies
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
 * Features as the block of a table.
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
  const turned = axes ? multiply(centred, axes, { transposeB: true }) : centred;
  for (let i = 0; i < turned.data.length; i++) turned.data[i] /= scale;
  return turned;
}

/**
 * A block as features again: exact without axes, else the nearest features that the kept axes can say.
 *
 * @param block shape `[numRows, blockLength]`
 * @returns shape `[numRows, featureLength]`
 */
export function unscaleBlock(block: Matrix, { mean, axes, scale }: BlockScaling): Matrix {
  const turned = axes ? multiply(block, axes) : matrix(block.numRows, block.numColumns, block.data.slice());
  for (let i = 0; i < turned.numRows; i++) {
    const values = row(turned, i);
    for (let j = 0; j < values.length; j++) values[j] = values[j] * scale + mean.data[j];
  }
  return turned;
}

/** Below this part of the variance along the first axis, an axis is rounding: rows that repeat leave fewer axes than there are rows. */
const leastVariance = 1e-6;

function principalAxes(features: Matrix, numComponents: number, seed: number): Matrix {
  const kept = Math.min(numComponents, features.numColumns, features.numRows - 1);
  const { components, variances } = principalComponents(features, kept, seed);
  const numVarying = Math.max(1, variances.filter((variance) => variance > leastVariance * variances[0]).length);
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

/** Of a block whose columns have mean 0. */
function meanVariance({ data }: Matrix): number {
  let sum = 0;
  for (const value of data) sum += value * value;
  return sum / data.length;
}
