import { InputError } from '@mmae/input';
import { UnusableMediaError, type Extractor, type Manifest, type Modality, type Skipped } from '@mmae/samples';
import type { Extraction } from '../extraction.ts';
import type { ReadyMadeFeatures, ReadyMadeRow } from './ready-made-file.ts';

/**
 * The extractor of a modality whose features were made elsewhere. Rows of single precision are passed on unchanged. Rows of double precision may lie so
 * far from zero that rounding would make them equal, so the mean of train is subtracted before they are rounded, and kept for new media. It cannot
 * extract anything: the media of such a modality come as rows, never as files.
 */
export function readyMadeExtractor(): Extractor<ReadyMadeRow> {
  let featureLength = 0;
  let origin: readonly number[] | undefined;
  return {
    extract: () =>
      Promise.reject(
        new UnusableMediaError(
          'ready-made: the run was trained on features made elsewhere, which are not extracted here. Pass its features.',
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
    fromBytes: (bytes) => new Float64Array(Uint8Array.from(bytes).buffer),
    state: () => ({ json: { extractor: 'ready-made', featureLength, ...(origin && { origin }) }, tensors: {} }),
    restore({ json }) {
      ({ featureLength, origin } = json as { featureLength: number; origin?: readonly number[] });
    },
  };
}

function expectWidth(raw: ReadyMadeRow, featureLength: number): ReadyMadeRow {
  if (raw.length === featureLength) return raw;
  throw new InputError(
    `readyMadeExtractor: expected ${featureLength} numbers per row as in train, got ${raw.length}. Make the features of new media with the same model.`,
  );
}

/** The mean of rows in double precision, from their differences to the first; undefined without rows. */
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

/** Ready-made features as an `Extraction`: a sample without a row, or with a damaged one, lacks the modality and is listed in `skipped`. */
export function readyMadeExtraction({ samples }: Manifest, modality: Modality, features: ReadyMadeFeatures): Extraction {
  const skipped: Skipped[] = [];
  const rows = samples.map(({ id }) => {
    const values = features.row(id);
    const reason = reasonToSkip(values, features);
    if (reason !== undefined) skipped.push({ id, modality, file: features.file, reason });
    return reason === undefined ? values : undefined;
  });
  return {
    raw: (sample) => rows[sample],
    present: Uint8Array.from(rows, (values) => (values ? 1 : 0)),
    skipped: skipped.sort((a, b) => (a.id < b.id ? -1 : 1)),
    ...{ numExtracted: 0, keys: [], changed: [] },
  };
}

const damaged = 'damaged:';

/** Features are squared and summed in single precision, whose largest number is 3.4e38: a fill value (1e20, 9.97e36) in one row would ruin every result. */
const maxMagnitude = 1e18;

function reasonToSkip(values: ReadyMadeRow | undefined, { file }: ReadyMadeFeatures): string | undefined {
  if (!values) return `no features: ${file} has no row for this id. Add it, or correct the id.`;
  const column = values.findIndex((value) => !(Math.abs(value) <= maxMagnitude));
  if (column < 0) return undefined;
  const hint = Number.isFinite(values[column]) ? ', beyond ±1e18, which may be a fill value' : '';
  return `${damaged} ${values[column]} in column ${column} of its row${hint}. Make its features again.`;
}

/** What was read, as a human-readable line. Rows that match no sample are counted: they may come from a wrong file. */
export function readyMadeSummary(modality: Modality, { present, skipped }: Extraction, { file, width, ids }: ReadyMadeFeatures): string {
  const numPresent = present.reduce((sum, one) => sum + one, 0);
  const numUnmatched = ids.length - numPresent - skipped.filter(({ reason }) => reason.startsWith(damaged)).length;
  const unmatched = numUnmatched > 0 ? `, ${numUnmatched} rows without a sample` : '';
  const lost = skipped.length > 0 ? `, ${skipped.length} skipped` : '';
  return `${modality}: ${numPresent} samples (${width} ready-made numbers each, from ${file}${unmatched}${lost})`;
}
