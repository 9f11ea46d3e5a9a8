import { selectSamples, type FeatureTable } from '@mmae/feature-table';
import { matrix, row, type StoredRows } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import type { Manifest, Modality } from '@mmae/samples';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Scratch } from './cache/scratch.ts';
import type { ExtractedMedia } from './extract-media.ts';
import type { FeaturePlan } from './feature-plan.ts';
import type { FittedModality } from './fit-features.ts';
import { blockLength, toBlock } from './fitted-features.ts';
import type { WorkContext } from './progress.ts';

/** Indices in the manifest of the samples that have at least one modality: all of them, and those of a split. */
export interface KeptSamples {
  readonly all: readonly number[];
  readonly train: readonly number[];
  readonly validation: readonly number[];
  /** indices in `train` of validation samples, where validation trains too */
  readonly validationInTrain: readonly number[];
}

/**
 * The samples that have at least one modality of a plan.
 *
 * @param refit whether validation samples train too; none are held out then
 */
export function keptSamples(
  manifest: Manifest,
  { extractions }: ExtractedMedia,
  { modalities, refit }: Pick<FeaturePlan, 'modalities'> & { readonly refit: boolean },
): KeptSamples {
  const isKept = (sample: number) => modalities.some((modality) => extractions[modality].present[sample] === 1);
  const all = Array.from(manifest.samples.keys()).filter(isKept);
  const ofSplit = (split: string) => all.filter((sample) => manifest.samples[sample].split === split);
  const [train, validation] = [ofSplit('train'), ofSplit('validation')];
  if (!refit) return { all, train, validation, validationInTrain: [] };
  const both = [...train, ...validation].sort((a, b) => a - b);
  const validationInTrain = Array.from(both.keys()).filter((row) => manifest.samples[both[row]].split === 'validation');
  return { all, train: both, validation: [], validationInTrain };
}

/** Feature tables of `KeptSamples`; `train` has the augmented copies. */
export interface Tables {
  readonly all: FeatureTable;
  readonly train: FeatureTable;
  readonly validation: FeatureTable;
  /** indices in `train` of validation samples, where validation trains too */
  readonly validationInTrain: readonly number[];
}

export interface TableOptions extends WorkContext {
  /** where the blocks are kept */
  readonly scratch: Scratch;
}

/** The feature tables of a training. */
export async function toTables(
  plan: FeaturePlan & { readonly seed: number },
  manifest: Manifest,
  fitted: Readonly<Record<Modality, FittedModality>>,
  samples: KeptSamples,
  options: TableOptions,
): Promise<Tables> {
  const all = await toFeatureTable(manifest, fitted, samples.all, options);
  const rowOf = new Map(samples.all.map((sample, row) => [sample, row]));
  const tableOf = (some: readonly number[]) =>
    selectSamples(
      all,
      some.map((sample) => rowOf.get(sample)!),
    );
  const copies: Record<Modality, StoredRows[]> = {};
  for (const modality of plan.modalities.filter((each) => plan.media[each].augment))
    copies[modality] = await toCopies(modality, fitted[modality], samples.train, { ...options, seed: plan.seed });
  return {
    all,
    train: { ...tableOf(samples.train), copies },
    validation: tableOf(samples.validation),
    validationInTrain: samples.validationInTrain,
  };
}

/** The train table without the validation samples that train too. */
export function withoutValidation({ train, validationInTrain }: Tables): FeatureTable {
  const isValidation = new Set(validationInTrain);
  const others = Array.from(train.ids.keys()).filter((row) => !isValidation.has(row));
  return selectSamples(train, others);
}

/** Rows per chunk: features of one chunk are in memory, their blocks in the scratch file. */
const chunkLength = 1024;

/**
 * A feature table of some samples, whose blocks are read from the scratch file.
 *
 * @param samples indices in the manifest, one per row
 */
export async function toFeatureTable(
  manifest: Manifest,
  fitted: Readonly<Record<Modality, FittedModality>>,
  samples: readonly number[],
  options: TableOptions,
): Promise<FeatureTable> {
  const blocks: Record<Modality, StoredRows> = {};
  const present: Record<Modality, Uint8Array> = {};
  for (const [name, modality] of Object.entries(fitted)) {
    [blocks[name]] = await toBlocks(modality, samples, 1, (raw) => [raw], name, options);
    present[name] = Uint8Array.from(samples, (sample) => modality.extraction.present[sample]);
  }
  return { ids: samples.map((sample) => manifest.samples[sample].id), blocks, present };
}

/** The augmented copies of one modality of some samples, one block per copy. */
function toCopies(
  name: Modality,
  modality: FittedModality,
  samples: readonly number[],
  { seed, ...options }: TableOptions & { readonly seed: number },
): Promise<StoredRows[]> {
  const { extractor } = modality;
  const random = seededRandom(seed);
  return toBlocks(modality, samples, extractor.numCopies, (raw) => extractor.augment(raw, random), `copies of ${name}`, options);
}

/** One block for each raw value that `vary` returns for a sample. Rows of samples without the modality are zero. */
async function toBlocks(
  { extraction, ...fitted }: FittedModality,
  samples: readonly number[],
  numBlocks: number,
  vary: (raw: unknown) => unknown[],
  name: string,
  { scratch, progress, signal }: TableOptions,
): Promise<StoredRows[]> {
  const width = blockLength(fitted);
  const blocks = Array.from({ length: numBlocks }, () => scratch.block(samples.length, width));
  for (let start = 0; start < samples.length; start += chunkLength) {
    progress.update(`features: ${name}, ${start} of ${samples.length}`);
    await nextTurn(); // lets signal handlers run
    signal.throwIfAborted();
    const chunk = samples.slice(start, start + chunkLength);
    const having = Array.from(chunk.keys()).filter((i) => extraction.present[chunk[i]] === 1);
    const varied = having.map((i) => vary(extraction.raw(chunk[i])));
    blocks.forEach((block, copy) => {
      const rows = matrix(chunk.length, width);
      const values = toBlock(
        fitted,
        varied.map((raws) => raws[copy]),
      );
      having.forEach((i, j) => row(rows, i).set(row(values, j)));
      block.write(start, rows);
    });
  }
  return blocks;
}
