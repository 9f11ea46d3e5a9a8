/** Tags that need no model: what the model's own are to be better than. */
import { nearestAmong, type Neighbour } from '@mmae/embedder';
import { samplesWithAll, unscaleBlock, type FeatureTable } from '@mmae/feature-table';
import { columnMeans, matrix, selectRows, type Matrix } from '@mmae/matrix';
import { termsOf, type FittedFeatures } from '@mmae/pipeline';
import type { Modality } from '@mmae/samples';
import { compareFeatures } from './compare-features.ts';
import type { TagTruth } from './tag-truth.ts';
import { labelTags, numVoters, wordTags, type ScoredTag } from './tags.ts';

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
 * @param subsets the modalities whose blocks are compared, side by side
 * @param words none where no text tells words
 * @returns by subset, the tags of each row of `table` that has all of it
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
    const { labelled, worded } = voters[subset];
    const byLabel = nearestAmong(cosines, labelled, numVoters);
    const byWord = worded === labelled ? byLabel : nearestAmong(cosines, worded, numVoters);
    tags[subset].push([...(words ? meanWords(gallery, byWord, words) : []), ...labelTags(byLabel, labels)]);
  });
  return tags;
}

/** The rows of a gallery that have all of some modalities, and a label or known words; one list where they are the same. */
function votersOf({ table, truths }: TagGallery, from: readonly Modality[]) {
  const having = samplesWithAll(table, from);
  const [hasLabel, hasWords] = [(place: number) => truths[place].label !== undefined, (place: number) => truths[place].words !== undefined];
  const labelled = having.filter(hasLabel);
  return { labelled, worded: having.every((place) => hasLabel(place) === hasWords(place)) ? labelled : having.filter(hasWords) };
}

/** The words of the mean of the voters' texts. */
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
