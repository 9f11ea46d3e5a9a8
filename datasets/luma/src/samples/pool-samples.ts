import type { Sample, Split } from '@mmae/samples';
import { join } from 'node:path';
import { knownClasses, lumaClasses, oodClasses } from '../classes.ts';
import { randomState } from '../pool/mersenne-twister.ts';
import { pairDrifting, pairOod, pairRows, type RowLabels, type Triple } from '../pool/pairing.ts';
import { expectBalanced, expectDisjoint, officialCounts, readSplitIndices, type ClassCounts } from '../pool/split-indices.ts';
import type { LazyImageRow } from '../files/cifar.ts';
import { flagged } from '../uncertainty/samples/flags.ts';
import { defaultSplits, doesAsTool } from '../uncertainty/uncertainty.ts';
import type { Uncertainty } from '../uncertainty/uncertainty-options.ts';
import { reducedRows, switchedLabels } from './pool-uncertainty.ts';
import { oodRows, readPool, rowLabels, type Pool, type Rows } from './read-pool.ts';
import { toSample } from './to-sample.ts';

export interface PoolOptions {
  /** include out-of-distribution triples, which need `edm_images.pickle`; default true */
  readonly ood?: boolean;
  /** seed of the pairing; default 42, LUMA's own */
  readonly pairingSeed?: number;
  /** triples per class; default 500 and 100, LUMA's own */
  readonly counts?: ClassCounts;
  /** only reduced diversity and the tool's faults affect which rows are paired */
  readonly uncertainty?: Uncertainty;
}

/** The rows of a split before they are paired. */
interface SplitRows {
  readonly name: Split;
  readonly rows: Rows;
  readonly images: readonly LazyImageRow[];
}

/**
 * The samples of LUMA's pool: the rows of the official index files, paired as LUMA pairs them, with CIFAR's own images
 * (the tool adds noise to one image in ten).
 *
 * @throws LumaError if a part is missing or damaged, or the index files do not match the lists
 */
export async function poolSamples(folder: string, options: PoolOptions = {}): Promise<Sample[]> {
  const { ood = true, pairingSeed = 42, counts = officialCounts, uncertainty = {} } = options;
  const isShifted = doesAsTool(uncertainty, 'index-shift');
  const needsEdm = ood || (uncertainty.compactness?.image ?? 0) > 0;
  const pool = await readPool(folder, { needsEdm, testClasses: isShifted ? lumaClasses : knownClasses });
  const indices = join(folder, 'split_indices');
  const [train, test] = [await readRows(indices, 'train_clean'), await readRows(indices, 'test')];
  expectDisjoint(train.audio, test.audio, 'audio');
  expectDisjoint(train.text, test.text, 'text');

  const random = randomState(pairingSeed);
  const pairExactly = (count: number, split: Split) => (labels: RowLabels) =>
    pairRows(balanced(labels, count, split), knownClasses, random);
  const pairAsTool = (labels: RowLabels) => pairDrifting(labels, knownClasses, random);
  const samplesOf = (split: SplitRows, pair: (labels: RowLabels) => Triple[]): Sample[] => {
    const labels = rowLabels(pool, split.images, split.rows, split.name);
    if (!isDrifting(uncertainty, split.name)) return toSamples(pool, split, labels, pair(labels));
    const switched = switchedLabels(folder, pool, split.images, split.rows, labels, uncertainty);
    return toSamples(pool, split, switched, pairAsTool(switched));
  };
  const trainRows = reducedRows(folder, pool, train, test, counts.train, uncertainty);
  return [
    ...samplesOf({ name: 'train', rows: trainRows, images: pool.train }, pairExactly(counts.train, 'train')),
    ...samplesOf({ name: 'test', rows: test, images: pool.test }, isShifted ? pairAsTool : pairExactly(counts.test, 'test')),
    ...(ood ? samplesOf({ name: 'ood', rows: oodRows(pool), images: pool.train }, (labels) => pairOod(labels, oodClasses, random)) : []),
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

/** Images whose labels were switched before pairing keep their class in `extra`. */
function toSamples(pool: Pool, { name, rows, images }: SplitRows, labels: RowLabels, triples: readonly Triple[]): Sample[] {
  return triples.map(({ audio, text, image }, row) => {
    const imageRow = images[rows.image[image]].toRow();
    const sample = toSample(name, row, pool.clips[rows.audio[audio]], pool.texts[rows.text[text]], imageRow);
    return labels.image[image] === sample.label ? sample : flagged({ ...sample, label: labels.image[image] }, 'label', 'switched');
  });
}
