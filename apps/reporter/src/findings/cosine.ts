import { row, type Matrix } from '@mmae/matrix';

/** The cosine of the angle between two rows; 0 where one of them is zero. */
export function cosine(a: Matrix, rowOfA: number, b: Matrix, rowOfB: number): number {
  const [first, second] = [row(a, rowOfA), row(b, rowOfB)];
  let [product, squareOfFirst, squareOfSecond] = [0, 0, 0];
  for (let i = 0; i < first.length; i++) {
    product += first[i] * second[i];
    squareOfFirst += first[i] ** 2;
    squareOfSecond += second[i] ** 2;
  }
  return product / (Math.sqrt(squareOfFirst * squareOfSecond) || 1);
}
