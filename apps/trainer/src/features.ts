import { blockLength, toBlock, toFeatures, type FittedFeatures } from '@mmae/embedder';
import { fitBlockScaling, type FeatureTable } from '@mmae/feature-table';
import { matrix, row, type StoredRows } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import type { Extractor, Manifest, Modality } from '@mmae/samples';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { drawSome } from './draw-some.ts';
import type { Extraction } from './extraction.ts';
import type { Scratch } from './scratch.ts';
import type { Surroundings } from './surroundings.ts';

/** One modality on its way from media to a block: its extractor, fitted on train, what it made of every sample, and the block's scaling. */
export interface FittedModality extends FittedFeatures {
  readonly extraction: Extraction;
}

/** Principal axes are learnt from so many train rows at most, drawn with the seed: more change them little and cost memory. */
const mostScalingRows = 20_000;
/** So many rows are features at a time; their blocks stand in the scratch file. */
const chunkLength = 1024;

/**
 * Learns a modality's vocabulary, weights and scaling from the train rows that have it.
 *
 * @param train places in the manifest
 * @param numComponents principal axes kept; all columns as they are where it is not given
 */
export function fitModality(
  extractor: Extractor,
  extraction: Extraction,
  train: readonly number[],
  { numComponents, seed }: { readonly numComponents?: number; readonly seed: number },
): FittedModality {
  const having = train.filter((sample) => extraction.present[sample] === 1);
  extractor.fit(rawsOf(extraction, having));
  const features = toFeatures(extractor, rawsOf(extraction, drawSome(having, mostScalingRows, seed)));
  return { extractor, extraction, scaling: fitBlockScaling(features, { numComponents, seed }) };
}

/** Where rows are kept, and who is told how far they are. */
export interface TableOptions extends Pick<Surroundings, 'progress' | 'signal'> {
  readonly scratch: Scratch;
}

/**
 * Some samples as a feature table, whose blocks are read from the scratch file.
 *
 * @param samples places in the manifest, one a row
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

/** The augmented copies of a modality of some samples. */
export function toCopies(
  name: Modality,
  modality: FittedModality,
  samples: readonly number[],
  { seed, ...options }: TableOptions & { readonly seed: number },
): Promise<StoredRows[]> {
  const { extractor } = modality;
  const random = seededRandom(seed);
  return toBlocks(modality, samples, extractor.numCopies, (raw) => extractor.augment(raw, random), `copies of ${name}`, options);
}

/** As many blocks as `vary` gives raw values for one; rows without the modality stay zero. */
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
    await nextTurn(); // signals get theirs
    signal.throwIfAborted();
    const chunk = samples.slice(start, start + chunkLength);
    const having = Array.from(chunk.keys()).filter((place) => extraction.present[chunk[place]] === 1);
    const varied = having.map((place) => vary(extraction.raw(chunk[place])));
    blocks.forEach((block, i) => {
      const rows = matrix(chunk.length, width);
      const values = toBlock(
        fitted,
        varied.map((raws) => raws[i]),
      );
      having.forEach((place, j) => row(rows, place).set(row(values, j)));
      block.write(start, rows);
    });
  }
  return blocks;
}

function* rawsOf(extraction: Extraction, samples: readonly number[]): Generator<unknown> {
  for (const sample of samples) yield extraction.raw(sample);
}
