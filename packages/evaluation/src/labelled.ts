import { firstNotFinite, type AnyMatrix, type Matrix } from '@mmae/matrix';
import type { Labels } from './labels.ts';

/** Points with a label each: what is learnt from, tested on, searched with or searched in. */
export interface Labelled {
  /** shape `[numSamples, dim]` */
  readonly points: Matrix;
  /** length numSamples */
  readonly labels: Labels;
}

/** @throws RangeError unless there is a row for each label, at least one, and every number is finite */
export function checkLabelled(caller: string, { points, labels }: { readonly points: AnyMatrix; readonly labels: Labels }): void {
  if (points.numRows !== labels.length || labels.length === 0) {
    throw new RangeError(
      `${caller}: expected a label for each point and at least one, got ${points.numRows} points and ${labels.length} labels`,
    );
  }
  checkFinite(caller, points);
}

/** @throws RangeError naming the first number that is NaN or infinite */
export function checkFinite(caller: string, { numColumns, data }: AnyMatrix): void {
  const position = firstNotFinite(data);
  if (position < 0) return;
  const place = `row ${Math.floor(position / numColumns)}, column ${position % numColumns}`;
  throw new RangeError(`${caller}: expected finite numbers, got ${data[position]} at ${place}. Leave such rows out.`);
}

/** @throws RangeError unless both matrices describe the same samples, a row each, in finite numbers */
export function checkSameSamples(caller: string, first: Matrix, second: Matrix): void {
  if (first.numRows !== second.numRows || first.numRows === 0) {
    throw new RangeError(`${caller}: expected the same samples twice, at least one, got ${first.numRows} and ${second.numRows} rows`);
  }
  checkFinite(caller, first);
  checkFinite(caller, second);
}
