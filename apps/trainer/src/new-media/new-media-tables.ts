import type { IsUnlike } from '@mmae/annotator';
import { nearest, type TrainedRun } from '@mmae/embedder';
import { selectSamples, type FeatureTable } from '@mmae/feature-table';
import { rowSpan, type Matrix } from '@mmae/matrix';
import { allSubsets, subsetKey } from '@mmae/run-folder';
import type { Sample } from '@mmae/samples';
import type { Describer } from '@mmae/tagging';

/** Nearest train samples that are listed for a new sample. */
const numNeighbours = 5;
/** Samples per chunk. */
const chunkLength = 1024;

/** The header of a CSV file, then its rows. */
export type CsvRows = Generator<readonly (string | number)[]>;

/** Train samples of a run, as indices, and their joint embeddings. */
export interface Gallery {
  readonly rows: readonly number[];
  readonly embedding: Matrix;
}

/**
 * `neighbours.csv`: the train samples nearest to each new one by the cosine of their embeddings.
 *
 * @param embedding of the table's rows, each from all of its modalities
 */
export function* neighbourRows(
  { samples }: TrainedRun,
  gallery: Gallery,
  { ids, blocks, present }: FeatureTable,
  embedding: Matrix,
): CsvRows {
  yield ['id', 'from', 'rank', 'neighbour', 'label', 'cosine'];
  const modalities = Object.keys(blocks);
  for (let start = 0; start < ids.length; start += chunkLength) {
    const chunk = rowSpan(embedding, start, Math.min(start + chunkLength, ids.length));
    for (const [k, neighbours] of nearest(chunk, gallery.embedding, numNeighbours).entries()) {
      const i = start + k;
      const from = subsetKey(modalities.filter((modality) => present[modality][i] === 1));
      for (const [rank, { row, similarity }] of neighbours.entries()) {
        const { id, label = '' } = samples[gallery.rows[row]];
        yield [ids[i], from, rank + 1, id, label, rounded(similarity)];
      }
    }
  }
}

/**
 * `tags.csv`: tags from each modality of a new sample, and from all of them together. A sample that is unlike train gets a row that says so instead of tags.
 * There are no tags where the run has no confidences.
 */
export function* tagRows(
  { name, version }: TrainedRun,
  describer: Describer | undefined,
  table: FeatureTable,
  isUnlike: IsUnlike,
): CsvRows {
  yield ['id', 'kind', 'tag', 'confidence', 'from', 'model', 'version'];
  for (const subset of allSubsets(Object.keys(table.blocks))) {
    const [unlike, rows] = partition(rowsFor(table, subset), (i) => isUnlike(i, subset));
    for (const i of unlike) yield [table.ids[i], 'unlike', 'unlike the training data', '', subsetKey(subset), name, version];
    if (!describer) continue;
    for (let start = 0; start < rows.length; start += chunkLength) {
      const chunk = selectSamples(table, rows.slice(start, start + chunkLength));
      for (const [i, tags] of describer(chunk, subset).entries())
        for (const { kind, tag, confidence, from } of tags) yield [chunk.ids[i], kind, tag, rounded(confidence), from, name, version];
    }
  }
}

/**
 * The columns of the manifest that say where a sample is in its film, added to rows that begin with an id; the same rows where no sample has a timecode.
 *
 * @param samples with the ids of the rows
 */
export function* withPlaces(rows: CsvRows, samples: readonly Pick<Sample, 'id' | 'extra'>[]): CsvRows {
  if (!samples.some(({ extra }) => extra.timecode)) return yield* rows;
  const extraOf = new Map(samples.map(({ id, extra }) => [id, extra]));
  const columns = ['asset', 'timecode'];
  const { value: header } = rows.next() as { value: readonly string[] };
  yield [...header, ...columns];
  for (const row of rows) yield [...row, ...columns.map((column) => extraOf.get(String(row[0]))?.[column] ?? '')];
}

/** `unlike.csv`: new samples that are unlike the training data, by a single modality or by all that they have. */
export function* unlikeRows(table: FeatureTable, isUnlike: IsUnlike): CsvRows {
  yield ['id', 'from'];
  for (const subset of allSubsets(Object.keys(table.blocks))) {
    for (const i of rowsFor(table, subset)) if (isUnlike(i, subset)) yield [table.ids[i], subsetKey(subset)];
  }
}

/** The number of samples that are unlike train, by all of their modalities. */
export const countUnlike = ({ ids, present }: FeatureTable, isUnlike: IsUnlike): number =>
  Array.from(ids.keys()).filter((i) => isUnlike(i, Object.keys(present).filter((modality) => present[modality][i] === 1))).length; // prettier-ignore

const partition = (rows: readonly number[], isFirst: (row: number) => boolean) => [
  rows.filter(isFirst),
  rows.filter((row) => !isFirst(row)),
];

/** The rows that are listed for a subset: those that have its single modality, or exactly its modalities. */
function rowsFor({ ids, present }: FeatureTable, subset: readonly string[]): number[] {
  const has = (modality: string, i: number) => present[modality][i] === 1;
  const others = Object.keys(present).filter((modality) => !subset.includes(modality));
  return Array.from(ids.keys()).filter(
    (i) => subset.every((modality) => has(modality, i)) && (subset.length === 1 || !others.some((modality) => has(modality, i))),
  );
}

const rounded = (value: number) => Number(value.toFixed(4));
