import { matrix, type Matrix } from '@mmae/matrix';

/**
 * Frames moved later by `byFrames` and bands moved up by `byBands`, the edges repeated: row t, band b of the result is row
 * t − byFrames, band b − byBands of the input, or the nearest that there is.
 *
 * @param numBands columns in a block; blocks beside each other (deltas) are moved each on its own
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
