import { type Matrix, concatColumns, matrix, row } from '@mmae/matrix';

/**
 * Stretches frames in time to `numFrames` frames by linear interpolation between neighbouring frames, so that a word spoken slowly and the same
 * word spoken fast have the same frames.
 *
 * @returns shape `[numFrames, frames.numColumns]`
 */
export function timeNormalise(frames: Matrix, numFrames: number): Matrix {
  const stretched = matrix(numFrames, frames.numColumns);
  const step = numFrames > 1 ? (frames.numRows - 1) / (numFrames - 1) : 0;
  for (let t = 0; t < numFrames; t++) {
    const before = Math.min(Math.floor(t * step), frames.numRows - 1);
    const [low, high] = [row(frames, before), row(frames, Math.min(before + 1, frames.numRows - 1))];
    const weight = t * step - before;
    for (let band = 0; band < frames.numColumns; band++) {
      stretched.data[t * frames.numColumns + band] = low[band] + weight * (high[band] - low[band]);
    }
  }
  return stretched;
}

/** Truncates samples to `length`, or pads them with zeros. */
export function padOrCrop(samples: Float32Array, length: number): Float32Array {
  const fitted = new Float32Array(length);
  fitted.set(samples.subarray(0, length));
  return fitted;
}

/** The mean and the (population) standard deviation of each band over all frames. @returns shape `[2, numBands]` */
export function pool(frames: Matrix): Matrix {
  const { numRows, numColumns, data } = frames;
  const [means, squares] = [new Float64Array(numColumns), new Float64Array(numColumns)];
  for (let i = 0; i < data.length; i++) means[i % numColumns] += data[i] / numRows;
  for (let i = 0; i < data.length; i++) squares[i % numColumns] += (data[i] - means[i % numColumns]) ** 2 / numRows;
  return matrix(2, numColumns, Float32Array.from([...means, ...squares.map(Math.sqrt)]));
}

const reach = 4; // frames to each side

/**
 * The rate of change of each band: the slope of the least-squares line through 9 frames, with the first and last frame repeated at the ends.
 * Equal to `librosa.feature.delta(width=9, mode='nearest')`, and to the regression formula of HTK.
 *
 * @returns the shape of `frames`
 */
export function deltas(frames: Matrix): Matrix {
  const { numRows, numColumns, data } = frames;
  const slopes = matrix(numRows, numColumns);
  const norm = 60; // Σ n² for n = −4 … 4
  for (let t = 0; t < numRows; t++) {
    for (let n = 1; n <= reach; n++) {
      const later = Math.min(t + n, numRows - 1) * numColumns;
      const earlier = Math.max(t - n, 0) * numColumns;
      for (let band = 0; band < numColumns; band++) {
        slopes.data[t * numColumns + band] += (n * (data[later + band] - data[earlier + band])) / norm;
      }
    }
  }
  return slopes;
}

/** Appends deltas to frames, and for order 2 the deltas of the deltas. @returns shape `[numFrames, numBands · (1 + order)]` */
export function withDeltas(frames: Matrix, order: 0 | 1 | 2): Matrix {
  const parts = [frames];
  for (let i = 0; i < order; i++) parts.push(deltas(parts[i]));
  return concatColumns(parts);
}

/**
 * Shifts frames later by `byFrames` and bands up by `byBands`; the edges are repeated.
 *
 * @param numBands the columns of a block; adjacent blocks (deltas) are shifted separately
 */
export function shiftFrames(frames: Matrix, byFrames: number, byBands: number, numBands = frames.numColumns): Matrix {
  const { numRows, numColumns, data } = frames;
  const shifted = matrix(numRows, numColumns);
  for (let t = 0; t < numRows; t++) {
    const from = clamp(t - byFrames, numRows) * numColumns;
    for (let column = 0; column < numColumns; column++) {
      const band = column % numBands;
      shifted.data[t * numColumns + column] = data[from + column - band + clamp(band - byBands, numBands)];
    }
  }
  return shifted;
}

const clamp = (index: number, length: number) => Math.min(Math.max(index, 0), length - 1);
