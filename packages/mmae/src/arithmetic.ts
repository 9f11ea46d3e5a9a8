import type { PictureShape } from './convolution.ts';

/**
 * What a forward pass is written in, so that it is written once: training runs it on tensors of the engine, inference on plain
 * matrices. Everything has rows and columns; the second operand of the four elementwise operations may also be one row or one column.
 */
export interface Arithmetic<T> {
  matMul(a: T, b: T): T;
  add(a: T, b: T): T;
  subtract(a: T, b: T): T;
  multiply(a: T, b: T): T;
  divide(a: T, b: T): T;
  /** a · factor + offset */
  scale(a: T, factor: number, offset?: number): T;
  relu(a: T): T;
  tanh(a: T): T;
  sigmoid(a: T): T;
  exp(a: T): T;
  log(a: T): T;
  sqrt(a: T): T;
  /** the larger of a number and `floor` */
  atLeast(a: T, floor: number): T;
  /** of every row over its columns. @returns shape `[numRows, 1]` */
  rowMean(a: T): T;
  /** how many columns */
  width(a: T): number;
  /** over the columns of every row */
  softmax(a: T): T;
  /** side by side */
  concat(parts: readonly T[]): T;
  /** a list added to the channels of every pixel; `a` as {@link convolve} gives it */
  addToChannels(a: T, list: T): T;
  /** 3×3 and stride 2. @param filter shape `[3, 3, in, out]` @param shape of the pictures given */
  convolve(pictures: T, filter: T, shape: PictureShape): T;
  /** the adjoint. @param filter shape `[3, 3, out, in]` @param shape of the pictures made */
  convolveTransposed(pictures: T, filter: T, shape: PictureShape): T;
  /** `length` columns from `begin` on */
  columns(a: T, begin: number, length: number): T;
}

/** What a forward pass needs besides its inputs. */
export interface Pass<T> {
  readonly arithmetic: Arithmetic<T>;
  readonly weights: Readonly<Record<string, T>>;
  /** leaves numbers out while training; hands them back as they are otherwise */
  dropout(a: T, rate: number): T;
}
