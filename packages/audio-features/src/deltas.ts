import { concatColumns, matrix, type Matrix } from '@mmae/matrix';

const reach = 4; // frames to each side

/**
 * How fast each band changes: the slope of the least-squares line through 9 frames, the first and the last repeated outwards.
 * `librosa.feature.delta(width=9, mode='nearest')`; the regression formula of HTK.
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

/** Frames with their deltas beside them, and with the deltas' deltas for order 2. @returns shape `[numFrames, numBands · (1 + order)]` */
export function withDeltas(frames: Matrix, order: 0 | 1 | 2): Matrix {
  const parts = [frames];
  for (let i = 0; i < order; i++) parts.push(deltas(parts[i]));
  return concatColumns(parts);
}
