import type { Scores } from '@mmae/run-folder';

/** A number of `Scores` as tables and plots show it. */
export interface Measure {
  readonly key: string;
  readonly name: string;
  /** one sentence for a reader who does not know it */
  readonly meaning: string;
  of(scores: Scores): number | undefined;
  /** compares within one space only, or not at all: never bold, never ranked */
  readonly isLocal?: boolean;
}

/** Every measure, in the order of the table's columns. */
export const measures: readonly Measure[] = [
  measure(
    'nmi',
    'NMI',
    'How much a cluster tells about the label: 1 everything; chance lies above 0, the more so the fewer items there are.',
  ),
  measure('ari', 'ARI', 'Pairs of items that are rightly together or apart, corrected for chance: 0 for chance, 1 for a perfect match.'),
  measure('ami', 'AMI', 'NMI corrected for chance: 0 for chance, 1 for a perfect match.'),
  measure(
    'rightCluster',
    'correct cluster',
    'Share of items in a cluster that is called by their label: that more than half of its labelled training items have, and a larger share of them than of all. Mixed clusters are correct for nobody.',
  ),
  measure('accuracy', 'accuracy', 'Share of items in the cluster that is matched one to one with their label.'),
  {
    key: 'map',
    name: 'mAP',
    meaning: 'Retrieval across media: mean average precision over all directions, what has the query’s label being right.',
    of: ({ retrieval }) => mean(Object.values(retrieval ?? {}).map(({ map }) => map)),
  },
  { key: 'chanceMap', name: 'mAP by chance', meaning: 'What mAP is for a random order of the same items.', of: chanceMap, isLocal: true },
  {
    key: 'recallAt1',
    name: 'recall@1',
    meaning: 'Retrieval across media: how often the very first hit has the query’s label, over all directions.',
    of: ({ retrieval }) => mean(Object.values(retrieval ?? {}).map(({ recallAt1 }) => recallAt1)),
  },
  {
    key: 'missingHalf',
    name: 'NMI, half missing',
    meaning: 'NMI when half of the modalities of every held-out item were taken away at random.',
    of: ({ missing }) => missing?.['0.5']?.nmi,
  },
  measure(
    'probeAccuracy',
    'probe',
    'Accuracy of a linear classifier that learns the labels from the embedding: what it holds, not what it shows unasked.',
  ),
  measure('knnAccuracy', 'k-NN', 'Accuracy of the vote of the nearest training items.'),
  { ...measure('silhouetteLabels', 'silhouette (labels)', 'How far apart the labels lie in this method’s own space.'), isLocal: true },
  {
    ...measure('silhouetteClusters', 'silhouette (clusters)', 'How far apart the clusters lie in this method’s own space.'),
    isLocal: true,
  },
  measure(
    'silhouetteCommonSpace',
    'silhouette (common)',
    'The same clusters in one space that is the same for all methods: this one compares.',
  ),
];

/** The measure of that key. @throws RangeError where there is none */
export function measureOf(key: string): Measure {
  const found = measures.find((candidate) => candidate.key === key);
  if (!found) throw new RangeError(`measureOf: expected one of ${measures.map((known) => known.key).join(', ')}, got ${key}`);
  return found;
}

/** What `map` is for a random order: the mean over all directions; undefined where nothing was asked. */
export function chanceMap({ retrieval }: Scores): number | undefined {
  return mean(Object.values(retrieval ?? {}).map((scores) => scores.chanceMap));
}

type NumberKey = { [Key in keyof Scores]-?: Scores[Key] extends number | undefined ? Key : never }[keyof Scores];

function measure(key: NumberKey, name: string, meaning: string): Measure {
  return { key, name, meaning, of: (scores) => scores[key] };
}

function mean(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}
