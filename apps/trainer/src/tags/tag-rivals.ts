/** Tags that need no model: what the model's own are to be better than. */
import { labelTags, nearest, numVoters, termsOf, wordTags, type FittedFeatures, type ScoredTag } from '@mmae/embedder';
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
  const [labels, texts] = [nearestLabels(gallery, own, from), words ? nearestTexts(gallery, own, from, words) : []];
  return labels.map((tags, i) => [...(texts[i] ?? []), ...tags]);
}

function nearestLabels({ table, truths }: TagGallery, own: Matrix, from: readonly Modality[]): ScoredTag[][] {
  const labelled = truths.flatMap(({ label }, place) => (label === undefined ? [] : [place]));
  const labels = labelled.map((place) => truths[place].label!);
  return nearest(own, selectRows(sideBySide(table, from), labelled), numVoters).map((voters) => labelTags(voters, labels));
}

function nearestTexts({ table, truths }: TagGallery, own: Matrix, from: readonly Modality[], words: WordSource): ScoredTag[][] {
  const worded = truths.flatMap((truth, place) => (truth.words === undefined ? [] : [place]));
  const texts = selectRows(table.blocks[words.modality], worded);
  const found = nearest(own, selectRows(sideBySide(table, from), worded), numVoters);
  const means = matrix(found.length, texts.numColumns);
  const rows = found.map((voters) => voters.map((voter) => voter.row));
  rows.forEach((voters, i) => row(means, i).set(columnMeans(selectRows(texts, voters))));
  const features = unscaleBlock(means, words.features.scaling);
  return rows.map((_, i) => wordTags(row(features, i), termsOf(words.features.extractor)!));
}

const sideBySide = ({ blocks }: FeatureTable<Matrix>, from: readonly Modality[]) => concatColumns(from.map((modality) => blocks[modality]));

function byFrequency(values: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}
