import { nearest, type Describer, type TrainedRun } from '@mmae/embedder';
import { selectSamples, type FeatureTable } from '@mmae/feature-table';
import { selectRows, type Matrix } from '@mmae/matrix';
import { embed } from '@mmae/mmae/encoder';
import { allSubsets, subsetKey } from '@mmae/run-folder';

/** How many training samples are named for a new one. */
const numNeighbours = 5;
/** So many samples are described at a time. */
const chunkLength = 1024;

/** The header of a csv file, then its rows. */
export type CsvRows = Generator<readonly (string | number)[]>;

/** Train rows of a run, and the joint embedding of all its samples. */
export interface Gallery {
  readonly rows: readonly number[];
  readonly joint: Matrix;
}

/** `neighbours.csv`: the training samples nearest to each new one, from all that it has, by the cosine of their embeddings. */
export function* neighbourRows({ model, samples }: TrainedRun, { rows, joint }: Gallery, table: FeatureTable): CsvRows {
  yield ['id', 'from', 'rank', 'neighbour', 'label', 'cosine'];
  const modalities = Object.keys(table.blocks);
  const gallery = selectRows(joint, rows);
  const found = nearest(embed(model, table, modalities), gallery, numNeighbours);
  for (const [i, neighbours] of found.entries()) {
    const from = subsetKey(modalities.filter((modality) => table.present[modality][i] === 1));
    for (const [place, { row, similarity }] of neighbours.entries()) {
      const { id, label = '' } = samples[rows[row]];
      yield [table.ids[i], from, place + 1, id, label, rounded(similarity)];
    }
  }
}

/** `tags.csv`: what each modality of a new sample proposes, and all of them together. No rows where the run has learnt no confidences. */
export function* tagRows({ name, version }: TrainedRun, describer: Describer | undefined, table: FeatureTable): CsvRows {
  yield ['id', 'kind', 'tag', 'confidence', 'from', 'model', 'version'];
  if (!describer) return;
  for (const subset of allSubsets(Object.keys(table.blocks))) {
    const rows = rowsFor(table, subset);
    for (let start = 0; start < rows.length; start += chunkLength) {
      const piece = selectSamples(table, rows.slice(start, start + chunkLength));
      for (const [i, tags] of describer(piece, subset).entries())
        for (const { kind, tag, confidence, from } of tags) yield [piece.ids[i], kind, tag, rounded(confidence), from, name, version];
    }
  }
}

/** The rows that a subset speaks for: those that have its only modality, or exactly its modalities. */
function rowsFor({ ids, present }: FeatureTable, subset: readonly string[]): number[] {
  const isThere = (modality: string, i: number) => present[modality][i] === 1;
  const others = Object.keys(present).filter((modality) => !subset.includes(modality));
  return Array.from(ids.keys()).filter(
    (i) => subset.every((modality) => isThere(modality, i)) && (subset.length === 1 || !others.some((modality) => isThere(modality, i))),
  );
}

const rounded = (value: number) => Number(value.toFixed(4));
