import { InputError } from '@mmae/input';
import { matrix, row, type Matrix } from '@mmae/matrix';
import type { EncoderDescription } from './description.ts';

/** An output of a network. */
export interface EncoderOutput {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}

/**
 * One row per item of a batch.
 *
 * @param output `[batch, width]`, `[batch, length, width]` or `[batch, width, height, width]`
 * @param mask `[batch, length]`, 1 for what counts in a mean; all by default
 * @returns shape `[batch, width]`
 * @throws InputError if the output does not fit the pooling
 */
export function pooled(output: EncoderOutput, { pooling, unitLength }: EncoderDescription['output'], mask?: ArrayLike<number>): Matrix {
  const rows = rowsOf(output, pooling, mask);
  if (unitLength) for (let i = 0; i < rows.numRows; i++) toUnitLength(row(rows, i));
  return rows;
}

function rowsOf({ shape, data }: EncoderOutput, pooling: EncoderDescription['output']['pooling'], mask?: ArrayLike<number>): Matrix {
  if (pooling === 'none' && shape.length === 2) return matrix(shape[0], shape[1], Float32Array.from(data));
  if (pooling !== 'none' && shape.length === 3) return pooling === 'first' ? firsts(shape, data) : means(shape, data, mask);
  if (pooling === 'mean' && shape.length === 4) return areaMeans(shape, data);
  const rule = { none: '[batch, width]', first: '[batch, length, width]', mean: '[batch, length, width] or [batch, width, height, width]' }[
    pooling
  ];
  throw new InputError(`pooled: expected an output of shape ${rule} for the pooling ${pooling}, got [${shape.join(', ')}]. Correct "output.pooling" of the description.`); // prettier-ignore
}

function firsts([batch, length, width]: readonly number[], data: ArrayLike<number>): Matrix {
  const rows = matrix(batch, width);
  for (let i = 0; i < batch; i++) for (let j = 0; j < width; j++) rows.data[i * width + j] = data[i * length * width + j];
  return rows;
}

function means([batch, length, width]: readonly number[], data: ArrayLike<number>, mask?: ArrayLike<number>): Matrix {
  const rows = matrix(batch, width);
  for (let i = 0; i < batch; i++) {
    const mean = row(rows, i);
    let count = 0;
    for (let t = 0; t < length; t++) {
      if (mask && mask[i * length + t] === 0) continue;
      count += 1;
      for (let j = 0; j < width; j++) mean[j] += data[(i * length + t) * width + j];
    }
    for (let j = 0; j < width; j++) mean[j] /= Math.max(1, count);
  }
  return rows;
}

function areaMeans([batch, width, ...area]: readonly number[], data: ArrayLike<number>): Matrix {
  const size = area[0] * area[1];
  const rows = matrix(batch, width);
  for (let i = 0; i < rows.data.length; i++) {
    let sum = 0;
    for (let k = 0; k < size; k++) sum += data[i * size + k];
    rows.data[i] = sum / size;
  }
  return rows;
}

function toUnitLength(values: Float32Array): void {
  const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  if (length > 0) for (let j = 0; j < values.length; j++) values[j] /= length;
}
