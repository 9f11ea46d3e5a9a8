import { matrix, row, type Matrix } from '@mmae/matrix';

/**
 * Frames brought to a number of them, the first staying first and the last last: each new frame is interpolated between the
 * two old ones around it, so a word spoken slowly and the same word spoken fast fall on the same frames.
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

/** Samples cut after `length`, or followed by zeros up to it. */
export function padOrCrop(samples: Float32Array, length: number): Float32Array {
  const fitted = new Float32Array(length);
  fitted.set(samples.subarray(0, length));
  return fitted;
}

/** The mean and the standard deviation (of the population) of each band over all frames. @returns shape `[2, numBands]` */
export function pool(frames: Matrix): Matrix {
  const { numRows, numColumns, data } = frames;
  const [means, squares] = [new Float64Array(numColumns), new Float64Array(numColumns)];
  for (let i = 0; i < data.length; i++) means[i % numColumns] += data[i] / numRows;
  for (let i = 0; i < data.length; i++) squares[i % numColumns] += (data[i] - means[i % numColumns]) ** 2 / numRows;
  return matrix(2, numColumns, Float32Array.from([...means, ...squares.map(Math.sqrt)]));
}
