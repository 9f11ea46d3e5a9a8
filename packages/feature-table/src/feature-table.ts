import { selectRows, type Matrix, type Rows, type StoredRows } from '@mmae/matrix';

/** The features of samples: one row per sample, one block per modality, and a presence mask. No labels. A `FeatureTable<Matrix>` is in memory. */
export interface FeatureTable<Block extends Rows = Rows> {
  readonly ids: readonly string[];
  /** by modality, shape `[numSamples, featureLength]`; the row of a sample without the modality is zero and must not be used */
  readonly blocks: Readonly<Record<string, Block>>;
  /** by modality, shape `[numSamples]`: 1 if the sample has it, else 0 */
  readonly present: Readonly<Record<string, Uint8Array>>;
  /** by modality, augmented copies of the same rows, each with the shape of its block; only for train */
  readonly copies?: Readonly<Record<string, readonly Block[]>>;
}

/** The rows with these indices, in this order, with their copies. Stored blocks are not read. */
export function selectSamples<Block extends Rows>(table: FeatureTable<Block>, indices: ArrayLike<number>): FeatureTable<Block> {
  return withRows(table, indices, (block) => ('data' in block ? selectRows(block, indices) : rowsWithin(block, indices)) as Block);
}

/** The rows with these indices, in this order, in memory. */
export function readSamples(
  table: FeatureTable,
  indices: ArrayLike<number>,
  { withCopies = false }: { readonly withCopies?: boolean } = {},
): FeatureTable<Matrix> {
  const wanted = withCopies ? table : { ...table, copies: undefined };
  return withRows(wanted, indices, (block) => selectRows(block, indices));
}

function withRows<From extends Rows, To extends Rows>(
  table: FeatureTable<From>,
  indices: ArrayLike<number>,
  rows: (block: From) => To,
): FeatureTable<To> {
  return {
    ids: Array.from(indices, (index) => table.ids[index]),
    blocks: mapValues(table.blocks, rows),
    present: mapValues(table.present, (mask) => Uint8Array.from(indices, (index) => mask[index])),
    ...(table.copies && { copies: mapValues(table.copies, (copies) => copies.map(rows)) }),
  };
}

/** Some of the rows of stored rows, which are still read on demand. */
function rowsWithin({ numColumns, read }: StoredRows, indices: ArrayLike<number>): StoredRows {
  return { numRows: indices.length, numColumns, read: (within) => read(Array.from(within, (index) => indices[index])) };
}

/** The indices of the rows that have at least one of the modalities, in ascending order. */
export function samplesWithAny({ ids, present }: FeatureTable, modalities: readonly string[]): number[] {
  return Array.from(ids.keys()).filter((index) => modalities.some((modality) => present[modality][index] === 1));
}

/** The indices of the rows that have all of the modalities, in ascending order. */
export function samplesWithAll({ ids, present }: FeatureTable, modalities: readonly string[]): number[] {
  return Array.from(ids.keys()).filter((index) => modalities.every((modality) => present[modality][index] === 1));
}

/** The number of rows with at least two modalities. Only they show what modalities have in common. */
export function samplesWithTwo({ ids, present }: FeatureTable): number {
  const masks = Object.values(present);
  return Array.from(ids.keys()).filter((index) => masks.filter((mask) => mask[index] === 1).length > 1).length;
}

/** A record with the same keys, in the same order, and each value changed. */
export function mapValues<In, Out>(record: Readonly<Record<string, In>>, change: (value: In, key: string) => Out): Record<string, Out> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}
