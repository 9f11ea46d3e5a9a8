import { blockLength, toBlock, toFeatures, type FittedFeatures } from '@mmae/embedder';
import { fitBlockScaling, type FeatureTable } from '@mmae/feature-table';
import { matrix, row, seededRandom, type Matrix, type Random } from '@mmae/matrix';
import type { Extractor, Manifest, Modality } from '@mmae/samples';
import type { Extraction } from './extraction.ts';

/** One modality on its way from media to a block: its extractor, fitted on train, what it made of every sample, and the block's scaling. */
export interface FittedModality extends FittedFeatures {
  readonly extraction: Extraction;
}

/** Principal axes are learnt from so many train rows at most, drawn with the seed: more change them little and cost memory. */
const mostScalingRows = 20_000;
/** So many rows are features at a time; only their narrower blocks stand in memory whole. */
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
  const order = seededRandom(seed).permutation(having.length).subarray(0, mostScalingRows).sort();
  const features = toFeatures(
    extractor,
    rawsOf(
      extraction,
      Array.from(order, (place) => having[place]),
    ),
  );
  return { extractor, extraction, scaling: fitBlockScaling(features, { numComponents, seed }) };
}

/**
 * Some samples as a feature table.
 *
 * @param samples places in the manifest, one a row
 * @param copiesOf modalities that get augmented copies beside their block
 */
export function toFeatureTable(
  manifest: Manifest,
  fitted: Readonly<Record<Modality, FittedModality>>,
  samples: readonly number[],
  { copiesOf = [], seed = 0 }: { readonly copiesOf?: readonly Modality[]; readonly seed?: number } = {},
): FeatureTable {
  const map = <Out>(names: readonly Modality[], make: (modality: FittedModality) => Out) =>
    Object.fromEntries(names.map((name) => [name, make(fitted[name])]));
  const names = Object.keys(fitted);
  return {
    ids: samples.map((sample) => manifest.samples[sample].id),
    blocks: map(names, (modality) => toBlocks(modality, samples, 1, (raw) => [raw])[0]),
    present: map(names, ({ extraction }) => Uint8Array.from(samples, (sample) => extraction.present[sample])),
    ...(copiesOf.length > 0 && { copies: map(copiesOf, (modality) => toCopies(modality, samples, seededRandom(seed))) }),
  };
}

const toCopies = (modality: FittedModality, samples: readonly number[], random: Random) =>
  toBlocks(modality, samples, modality.extractor.numCopies, (raw) => modality.extractor.augment(raw, random));

/** As many blocks as `vary` gives raw values for one; rows without the modality stay zero. */
function toBlocks(
  { extraction, ...fitted }: FittedModality,
  samples: readonly number[],
  numBlocks: number,
  vary: (raw: unknown) => unknown[],
): Matrix[] {
  const blocks = Array.from({ length: numBlocks }, () => matrix(samples.length, blockLength(fitted)));
  const rows = Array.from(samples.keys()).filter((place) => extraction.present[samples[place]] === 1);
  for (let first = 0; first < rows.length; first += chunkLength) {
    const chunk = rows.slice(first, first + chunkLength);
    const varied = chunk.map((place) => vary(extraction.raw(samples[place])));
    blocks.forEach((block, i) => {
      const values = toBlock(
        fitted,
        varied.map((raws) => raws[i]),
      );
      chunk.forEach((place, j) => row(block, place).set(row(values, j)));
    });
  }
  return blocks;
}

function* rawsOf(extraction: Extraction, samples: readonly number[]): Generator<unknown> {
  for (const sample of samples) yield extraction.raw(sample);
}
