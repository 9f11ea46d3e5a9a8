import type { Manifest, Modality, Skipped } from '@mmae/samples';
import type { Extraction } from '../extraction.ts';
import type { ReadyMadeFeatures, ReadyMadeRow } from './ready-made-file.ts';

/** Ready-made features as what an extractor would have made: a sample without a row, or with a damaged one, lacks that modality and is named. */
export function readyMadeExtraction({ samples }: Manifest, modality: Modality, features: ReadyMadeFeatures): Extraction {
  const skipped: Skipped[] = [];
  const rows = samples.map(({ id }) => {
    const values = features.row(id);
    const reason = reasonAgainst(values, features);
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

/** What was read, in a line; how many rows are of no sample is said, for a wrong file may be behind it. */
export function readyMadeSummary(modality: Modality, { present, skipped }: Extraction, { file, width, ids }: ReadyMadeFeatures): string {
  const numPresent = present.reduce((sum, one) => sum + one, 0);
  const numStrange = ids.length - numPresent - skipped.filter(({ reason }) => reason.startsWith(damaged)).length;
  const strange = numStrange > 0 ? `, ${numStrange} rows of no sample` : '';
  const lost = skipped.length > 0 ? `, ${skipped.length} skipped` : '';
  return `${modality}: ${numPresent} samples (${width} ready-made numbers each, from ${file}${strange}${lost})`;
}

const damaged = 'damaged:';

/** Features are squared and summed in single precision, which ends at 3.4e38. A fill value in one row (1e20, 9.97e36) would cost all of them. */
const largest = 1e18;

function reasonAgainst(values: ReadyMadeRow | undefined, { file }: ReadyMadeFeatures): string | undefined {
  if (!values) return `no features: ${file} has no row for this id. Make them, or correct the id.`;
  const column = values.findIndex((value) => !(Math.abs(value) <= largest));
  if (column < 0) return undefined;
  const beyond = Number.isFinite(values[column]) ? `, beyond ±1e18: it may stand for no value` : '';
  return `${damaged} ${values[column]} in column ${column} of its row${beyond}. Make its features again.`;
}
