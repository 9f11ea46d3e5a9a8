/** Tags from baselines without a model, which the model's tags are compared with. */
import { nearestAmong, type Neighbour } from '@mmae/embedder';
import { samplesWithAll, unscaleBlock, type FeatureTable } from '@mmae/feature-table';
import { columnMeans, matrix, selectRows, type Matrix } from '@mmae/matrix';
import { termsOf, type FittedFeatures } from '@mmae/pipeline';
import type { Modality } from '@mmae/samples';
import { compareFeatures } from './compare-features.ts';
import type { TagTruth } from './tag-truth.ts';
import { labelTags, numVoters, wordTags, type ScoredTag } from './tags.ts';

/** Samples and their true tags. */
export interface TagGallery {
  readonly table: FeatureTable<Matrix>;
  readonly truths: readonly TagTruth[];
}

/** The modality that words come from, with its fitted features. */
export interface WordSource {
  readonly modality: Modality;
  readonly features: FittedFeatures;
}

/** The words of most train texts and the label of most train samples: the same tags for every sample. */
export function mostFrequentTags({ truths }: TagGallery, numWords: number): ScoredTag[] {
  const words = byFrequency(truths.flatMap(({ words }) => [...(words ?? [])])).slice(0, numWords);
  const labels = byFrequency(truths.flatMap(({ label }) => label ?? [])).slice(0, 1);
  return [
    ...words.map(([tag, score]) => ({ kind: 'word' as const, tag, score })),
    ...labels.map(([tag, score]) => ({ kind: 'label' as const, tag, score })),
  ];
}

/**
 * Tags of the train samples with the nearest features: words from the mean of their text features, and labels by vote.
 *
 * @param subsets the modalities whose concatenated blocks are compared
 * @param words the modality that words come from; without it there are no words
 * @returns for each subset, the tags of each row of `table` that has all of its modalities
 */
export function nearestFeatureTags(
  gallery: TagGallery,
  table: FeatureTable<Matrix>,
  subsets: readonly (readonly Modality[])[],
  words?: WordSource,
): ScoredTag[][][] {
  const labels = gallery.truths.map(({ label }) => label ?? '');
  const voters = subsets.map((from) => votersOf(gallery, from));
  const tags: ScoredTag[][][] = subsets.map(() => []);
  compareFeatures(table, gallery.table, subsets, (subset, _, cosines) => {
    const { labelled, withWords } = voters[subset];
    const byLabel = nearestAmong(cosines, labelled, numVoters);
    const byWord = withWords === labelled ? byLabel : nearestAmong(cosines, withWords, numVoters);
    tags[subset].push([...(words ? meanWords(gallery, byWord, words) : []), ...labelTags(byLabel, labels)]);
  });
  return tags;
}

/** Gallery rows that have all of some modalities and a label, and those that have known words; the same array where they are equal. */
function votersOf({ table, truths }: TagGallery, from: readonly Modality[]) {
  const having = samplesWithAll(table, from);
  const hasLabel = (index: number) => truths[index].label !== undefined;
  const hasWords = (index: number) => truths[index].words !== undefined;
  const labelled = having.filter(hasLabel);
  return { labelled, withWords: having.every((index) => hasLabel(index) === hasWords(index)) ? labelled : having.filter(hasWords) };
}

/** The words with the largest mean text features of the voters. */
function meanWords({ table }: TagGallery, voters: readonly Neighbour[], { modality, features }: WordSource): ScoredTag[] {
  const rows = voters.map((voter) => voter.row);
  const mean = Float32Array.from(columnMeans(selectRows(table.blocks[modality], rows)));
  return wordTags(unscaleBlock(matrix(1, mean.length, mean), features.scaling).data, termsOf(features.extractor)!);
}

function byFrequency(values: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}
