import { selectRows, type Matrix, type Rows, type StoredRows } from '@mmae/matrix';

/** Samples as numbers: one row a sample, one block a modality, a presence mask. No labels. A `FeatureTable<Matrix>` is all in memory. */
export interface FeatureTable<Block extends Rows = Rows> {
  readonly ids: readonly string[];
  /** a modality's features, `[numSamples, featureLength]`; the row of a sample that lacks it is zero and is not to be read */
  readonly blocks: Readonly<Record<string, Block>>;
  /** a modality's mask, `[numSamples]`: 1 where the sample has it, else 0 */
  readonly present: Readonly<Record<string, Uint8Array>>;
  /** a modality's augmented copies of the same rows, each shaped as its block; train alone has them */
  readonly copies?: Readonly<Record<string, readonly Block[]>>;
}

/** The named rows of a table, its copies too, in that order. Blocks that stand elsewhere stay there. */
export function selectSamples<Block extends Rows>(table: FeatureTable<Block>, indices: ArrayLike<number>): FeatureTable<Block> {
  return withRows(table, indices, (block) => ('data' in block ? selectRows(block, indices) : rowsWithin(block, indices)) as Block);
}

/** The named rows of a table, in that order, in memory. */
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

/** Rows of rows, which are read where those are. */
function rowsWithin({ numColumns, read }: StoredRows, indices: ArrayLike<number>): StoredRows {
  return { numRows: indices.length, numColumns, read: (within) => read(Array.from(within, (index) => indices[index])) };
}

/** Which rows of a table have at least one of the named modalities. @returns indices, ascending */
export function samplesWithAny({ ids, present }: FeatureTable, modalities: readonly string[]): number[] {
  return Array.from(ids.keys()).filter((index) => modalities.some((modality) => present[modality][index] === 1));
}

/** Which rows of a table have all of the named modalities. @returns indices, ascending */
export function samplesWithAll({ ids, present }: FeatureTable, modalities: readonly string[]): number[] {
  return Array.from(ids.keys()).filter((index) => modalities.every((modality) => present[modality][index] === 1));
}

/** How many rows of a table have two modalities or more: only they tell what modalities have in common. */
export function samplesWithTwo({ ids, present }: FeatureTable): number {
  const masks = Object.values(present);
  return Array.from(ids.keys()).filter((index) => masks.filter((mask) => mask[index] === 1).length > 1).length;
}

/** A record with the same keys, in the same order, and each value changed. */
export function mapValues<In, Out>(record: Readonly<Record<string, In>>, change: (value: In, key: string) => Out): Record<string, Out> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}
