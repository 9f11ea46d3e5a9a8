import { nearest, type TrainedRun } from '@mmae/embedder';
import { selectSamples, type FeatureTable } from '@mmae/feature-table';
import { rowSpan, type Matrix } from '@mmae/matrix';
import { allSubsets, subsetKey } from '@mmae/run-folder';
import type { Describer } from '@mmae/tagging';

/** How many training samples are named for a new one. */
const numNeighbours = 5;
/** So many samples are described at a time. */
const chunkLength = 1024;

/** The header of a csv file, then its rows. */
export type CsvRows = Generator<readonly (string | number)[]>;

/** Train rows of a run, and their joint embeddings. */
export interface Gallery {
  readonly rows: readonly number[];
  readonly embedding: Matrix;
}

/**
 * `neighbours.csv`: the training samples nearest to each new one, from all that it has, by the cosine of their embeddings.
 *
 * @param embedding of the table's rows, from all that each has
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
      for (const [place, { row, similarity }] of neighbours.entries()) {
        const { id, label = '' } = samples[gallery.rows[row]];
        yield [ids[i], from, place + 1, id, label, rounded(similarity)];
      }
    }
  }
}

/** Whether a row of a table, by a subset of its modalities alone, is unlike all that the run was trained on. */
export type IsUnlike = (row: number, subset: readonly string[]) => boolean;

/**
 * `tags.csv`: what each modality of a new sample proposes, and all of them together. What is unlike train gets a row that says so in place of
 * tags. No tags where the run has learnt no confidences.
 */
export function* tagRows(
  { name, version }: TrainedRun,
  describer: Describer | undefined,
  table: FeatureTable,
  isUnlike: IsUnlike,
): CsvRows {
  yield ['id', 'kind', 'tag', 'confidence', 'from', 'model', 'version'];
  for (const subset of allSubsets(Object.keys(table.blocks))) {
    const [strange, rows] = partition(rowsFor(table, subset), (i) => isUnlike(i, subset));
    for (const i of strange) yield [table.ids[i], 'unlike', 'unlike all that was trained on', '', subsetKey(subset), name, version];
    if (!describer) continue;
    for (let start = 0; start < rows.length; start += chunkLength) {
      const piece = selectSamples(table, rows.slice(start, start + chunkLength));
      for (const [i, tags] of describer(piece, subset).entries())
        for (const { kind, tag, confidence, from } of tags) yield [piece.ids[i], kind, tag, rounded(confidence), from, name, version];
    }
  }
}

/** `unlike.csv`: each modality of a new sample, and all that it has together, that is unlike all that the run was trained on. */
export function* unlikeRows(table: FeatureTable, isUnlike: IsUnlike): CsvRows {
  yield ['id', 'from'];
  for (const subset of allSubsets(Object.keys(table.blocks))) {
    for (const i of rowsFor(table, subset)) if (isUnlike(i, subset)) yield [table.ids[i], subsetKey(subset)];
  }
}

/** How many samples are unlike train by all that they have. */
export const countUnlike = ({ ids, present }: FeatureTable, isUnlike: IsUnlike): number =>
  Array.from(ids.keys()).filter((i) => isUnlike(i, Object.keys(present).filter((modality) => present[modality][i] === 1))).length; // prettier-ignore

const partition = (rows: readonly number[], isFirst: (row: number) => boolean) => [
  rows.filter(isFirst),
  rows.filter((row) => !isFirst(row)),
];

/** The rows that a subset speaks for: those that have its only modality, or exactly its modalities. */
function rowsFor({ ids, present }: FeatureTable, subset: readonly string[]): number[] {
  const isThere = (modality: string, i: number) => present[modality][i] === 1;
  const others = Object.keys(present).filter((modality) => !subset.includes(modality));
  return Array.from(ids.keys()).filter(
    (i) => subset.every((modality) => isThere(modality, i)) && (subset.length === 1 || !others.some((modality) => isThere(modality, i))),
  );
}

const rounded = (value: number) => Number(value.toFixed(4));
