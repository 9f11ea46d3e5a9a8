/** Tags that need no model: what the model's own are to be better than. */
import { labelTags, nearest, numVoters, termsOf, wordTags, type FittedFeatures, type Neighbour, type ScoredTag } from '@mmae/embedder';
import { unscaleBlock, type FeatureTable } from '@mmae/feature-table';
import { columnMeans, concatColumns, matrix, row, selectRows, type Matrix } from '@mmae/matrix';
import type { Modality } from '@mmae/samples';
import type { TagTruth } from './tag-truth.ts';

/** Train samples and what holds of them. */
export interface TagGallery {
  readonly table: FeatureTable<Matrix>;
  readonly truths: readonly TagTruth[];
}

/** The modality whose text tells words, and how its features were fitted. */
export interface WordSource {
  readonly modality: Modality;
  readonly features: FittedFeatures;
}

/** The words that most train texts have, and the label that most train samples have: the same for every sample. */
export function mostFrequentTags({ truths }: TagGallery, numWords: number): ScoredTag[] {
  const words = byFrequency(truths.flatMap(({ words }) => [...(words ?? [])])).slice(0, numWords);
  const labels = byFrequency(truths.flatMap(({ label }) => label ?? [])).slice(0, 1);
  return [
    ...words.map(([tag, score]) => ({ kind: 'word' as const, tag, score })),
    ...labels.map(([tag, score]) => ({ kind: 'label' as const, tag, score })),
  ];
}

/**
 * What the train samples with the nearest features have: the mean of their texts' features, and the vote of their labels.
 *
 * @param from the modalities whose blocks are compared, side by side
 * @param words none where no text tells words
 */
export function nearestFeatureTags(
  gallery: TagGallery,
  table: FeatureTable<Matrix>,
  from: readonly Modality[],
  words?: WordSource,
): ScoredTag[][] {
  const own = sideBySide(table, from);
  const labelled = placesWhere(gallery, ({ label }) => label !== undefined);
  const worded = words ? placesWhere(gallery, (truth) => truth.words !== undefined) : [];
  const rows = sideBySide(gallery.table, from);
  const votersAmong = (places: readonly number[]) => nearest(own, selectRows(rows, places), numVoters);
  const byLabel = votersAmong(labelled);
  const byWords = isSame(worded, labelled) ? byLabel : votersAmong(worded);
  const labels = labelled.map((place) => gallery.truths[place].label!);
  const texts = words ? meanTexts(selectRows(gallery.table.blocks[words.modality], worded), byWords, words.features) : [];
  return byLabel.map((voters, i) => [...(texts[i] ?? []), ...labelTags(voters, labels)]);
}

/** The words of each query's voters: those of the mean of their texts. @param texts rows of the voters */
function meanTexts(texts: Matrix, found: readonly (readonly Neighbour[])[], { scaling, extractor }: FittedFeatures): ScoredTag[][] {
  const means = matrix(found.length, texts.numColumns);
  found.forEach((voters, i) => {
    const rows = voters.map((voter) => voter.row);
    row(means, i).set(columnMeans(selectRows(texts, rows)));
  });
  const features = unscaleBlock(means, scaling);
  return found.map((_, i) => wordTags(row(features, i), termsOf(extractor)!));
}

const placesWhere = ({ truths }: TagGallery, holds: (truth: TagTruth) => boolean) =>
  truths.flatMap((truth, place) => (holds(truth) ? [place] : []));

const isSame = (a: readonly number[], b: readonly number[]) => a.length === b.length && a.every((place, i) => place === b[i]);

const sideBySide = ({ blocks }: FeatureTable<Matrix>, from: readonly Modality[]) => concatColumns(from.map((modality) => blocks[modality]));

function byFrequency(values: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}
