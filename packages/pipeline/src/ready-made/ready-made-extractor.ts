import { UnusableMediaError, type Extractor } from '@mmae/samples';
import type { ReadyMadeRow } from './ready-made-file.ts';

/**
 * The extractor of a modality whose features were made elsewhere. Rows of single precision pass as they are. Doubles may lie so far from zero
 * that rounding would make rows equal: the mean of train is taken away from each before it is rounded, and kept for new media. That, and the
 * width, is all that is learnt from train. There is nothing that it could extract: media of such a modality come as rows, never as files.
 */
export function readyMadeExtractor(): Extractor<ReadyMadeRow> {
  let featureLength = 0;
  let origin: readonly number[] | undefined;
  return {
    extract: () =>
      Promise.reject(
        new UnusableMediaError(
          'ready-made: this modality is learnt from features made elsewhere, which no media here become. Give its features.',
        ),
      ),
    fit(train) {
      const mean = runningMean();
      for (const row of train) {
        featureLength = row.length;
        if (row instanceof Float64Array) mean.add(row);
      }
      origin = mean.value();
    },
    get featureLength() {
      return featureLength;
    },
    transform(raw) {
      const values = expectWidth(raw, featureLength);
      return Float32Array.from(values, (value, column) => value - (origin?.[column] ?? 0));
    },
    numCopies: 0,
    augment: () => [],
    toBytes: (row) => new Uint8Array(Float64Array.from(row).buffer),
    fromBytes: (bytes) => new Float64Array(bytes.slice().buffer),
    state: () => ({ json: { extractor: 'ready-made', featureLength, ...(origin && { origin }) }, tensors: {} }),
    restore({ json }) {
      ({ featureLength, origin } = json as { featureLength: number; origin?: readonly number[] });
    },
  };
}

function expectWidth(raw: ReadyMadeRow, featureLength: number): ReadyMadeRow {
  if (raw.length === featureLength) return raw;
  throw new RangeError(
    `readyMadeExtractor: expected ${featureLength} numbers a row as train has, got ${raw.length}. Make the features of new media by the same model.`,
  );
}

/** The mean of rows in double precision, by their differences from the first; undefined without rows. */
function runningMean() {
  let first: Float64Array | undefined;
  let sums = new Float64Array();
  let count = 0;
  return {
    add(row: Float64Array) {
      first ??= row.slice();
      if (count++ === 0) sums = new Float64Array(row.length);
      for (let j = 0; j < row.length; j++) sums[j] += row[j] - first[j];
    },
    value: () => first && Array.from(first, (value, column) => value + sums[column] / count),
  };
}
