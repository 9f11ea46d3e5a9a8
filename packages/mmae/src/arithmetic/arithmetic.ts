import type { ImageShape } from '../network/convolution.ts';

/**
 * The operations of a forward pass. The pass is written once, for any kind of matrix T: training runs it on tensors of the engine,
 * inference on plain matrices. The second operand of add, subtract, multiply and divide may also be one row or one column.
 */
export interface Arithmetic<T> {
  matMul(a: T, b: T): T;
  /** a · bᵀ */
  matMulTransposed(a: T, b: T): T;
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
  /** max(a, floor) for each number */
  atLeast(a: T, floor: number): T;
  /** the mean of each row, `[numRows, 1]` */
  rowMean(a: T): T;
  /** the number of columns */
  width(a: T): number;
  /** over the columns of each row */
  softmax(a: T): T;
  /** along the columns */
  concat(parts: readonly T[]): T;
  /** adds one number per channel to every pixel. @param channels length as the channels of the images that {@link convolve} returns */
  addToChannels(images: T, channels: T): T;
  /** A 3×3 convolution with stride 2. @param filter shape `[3, 3, in, out]` @param shape of the input images */
  convolve(images: T, filter: T, shape: ImageShape): T;
  /** The adjoint of {@link convolve}. @param filter shape `[3, 3, out, in]` @param shape of the output images */
  convolveTransposed(images: T, filter: T, shape: ImageShape): T;
  /** the columns `begin` to `begin + length - 1` */
  columns(a: T, begin: number, length: number): T;
}

/** What a forward pass needs in addition to its inputs. */
export interface ForwardPass<T> {
  readonly arithmetic: Arithmetic<T>;
  /** of one network, by name */
  readonly weights: Readonly<Record<string, T>>;
  /** in training, inverted dropout with probability `rate`; otherwise the identity */
  dropout(a: T, rate: number): T;
}
