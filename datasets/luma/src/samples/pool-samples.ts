import type { Sample, Split } from '@mmae/samples';
import { join } from 'node:path';
import { knownClasses, lumaClasses, oodClasses } from '../classes.ts';
import { randomState } from '../pool/mersenne-twister.ts';
import { pairOod, pairRows, type RowLabels, type Triple } from '../pool/pairing.ts';
import { expectBalanced, expectDisjoint, officialCounts, readSplitIndices, type ClassCounts } from '../pool/split-indices.ts';
import { pairDrifting } from '../pool/tool-pairing.ts';
import { defaultSplits, doesAsTool, type Uncertainty } from '../uncertainty/options.ts';
import { flagged } from '../uncertainty/samples/flags.ts';
import { oodRows, readPool, rowLabels, type LazyPicture, type Pool, type Rows } from './read-pool.ts';
import { reducedRows } from './reduced-rows.ts';
import { switchedLabels } from './switched-labels.ts';
import { toSample } from './to-sample.ts';

export interface PoolOptions {
  /** out-of-distribution triples as well; they need `edm_images.pickle`; default true */
  readonly ood?: boolean;
  /** draws the pairing; default 42, LUMA's own */
  readonly pairingSeed?: number;
  /** triples of each class; default 500 and 100, LUMA's own */
  readonly counts?: ClassCounts;
  /** its part that decides which rows are paired: reduced diversity, and what the tool does by mistake */
  readonly uncertainty?: Uncertainty;
}

/** A split on its way to samples. */
interface Draft {
  readonly split: Split;
  readonly rows: Rows;
  readonly pictures: readonly LazyPicture[];
}

/**
 * Samples of LUMA's pool: the official index files' rows, paired as LUMA pairs them, with the pictures as CIFAR has them
 * (the tool's own are noisy in one of ten).
 *
 * @throws LumaError where a part is missing or damaged, or the index files do not fit the lists
 */
export async function poolSamples(folder: string, options: PoolOptions = {}): Promise<Sample[]> {
  const { ood = true, pairingSeed = 42, counts = officialCounts, uncertainty = {} } = options;
  const isShifted = doesAsTool(uncertainty, 'index-shift');
  const edm = ood || (uncertainty.compactness?.image ?? 0) > 0;
  const pool = await readPool(folder, { edm, testClasses: isShifted ? lumaClasses : knownClasses });
  const indices = join(folder, 'split_indices');
  const [train, test] = [await readRows(indices, 'train_clean'), await readRows(indices, 'test')];
  expectDisjoint(train.audio, test.audio, 'audio');
  expectDisjoint(train.text, test.text, 'text');

  const random = randomState(pairingSeed);
  const pairExactly = (count: number, split: Split) => (labels: RowLabels) =>
    pairRows(balanced(labels, count, split), knownClasses, random);
  const pairAsTool = (labels: RowLabels) => pairDrifting(labels, knownClasses, random);
  const samplesOf = (draft: Draft, pair: (labels: RowLabels) => Triple[]): Sample[] => {
    const labels = rowLabels(pool, draft.pictures, draft.rows, draft.split);
    if (!isDrifting(uncertainty, draft.split)) return toSamples(pool, draft, labels, pair(labels));
    const switched = switchedLabels(folder, pool, draft.pictures, draft.rows, labels, uncertainty);
    return toSamples(pool, draft, switched, pairAsTool(switched));
  };
  const trainRows = reducedRows(folder, pool, train, test, counts.train, uncertainty);
  return [
    ...samplesOf({ split: 'train', rows: trainRows, pictures: pool.train }, pairExactly(counts.train, 'train')),
    ...samplesOf({ split: 'test', rows: test, pictures: pool.test }, isShifted ? pairAsTool : pairExactly(counts.test, 'test')),
    ...(ood ? samplesOf({ split: 'ood', rows: oodRows(pool), pictures: pool.train }, (labels) => pairOod(labels, oodClasses, random)) : []),
  ];
}

const readRows = async (folder: string, suffix: string): Promise<Rows> => ({
  audio: await readSplitIndices(folder, `audio_${suffix}.txt`),
  text: await readSplitIndices(folder, `text_${suffix}.txt`),
  image: await readSplitIndices(folder, `image_${suffix}.txt`),
});

const isDrifting = (uncertainty: Uncertainty, split: Split): boolean =>
  doesAsTool(uncertainty, 'drift') && (uncertainty.labelNoise ?? 0) > 0 && (uncertainty.splits ?? defaultSplits).includes(split);

function balanced(labels: RowLabels, count: number, split: string): RowLabels {
  for (const [modality, ofModality] of Object.entries(labels)) expectBalanced(ofModality, count, `${modality} ${split}`);
  return labels;
}

/** A picture's label may have been switched before the pairing; its class stays. */
function toSamples(pool: Pool, { split, rows, pictures }: Draft, labels: RowLabels, triples: readonly Triple[]): Sample[] {
  return triples.map(({ audio, text, image }, row) => {
    const pictured = pictures[rows.image[image]].toPicture();
    const sample = toSample(split, row, pool.clips[rows.audio[audio]], pool.texts[rows.text[text]], pictured);
    return labels.image[image] === sample.label ? sample : flagged({ ...sample, label: labels.image[image] }, 'label', 'switched');
  });
}
