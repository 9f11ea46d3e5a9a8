import type { Scores } from '@mmae/run-folder';

/** One number of `Scores`, as tables and plots show it. */
export interface Measure {
  readonly key: string;
  readonly name: string;
  /** explanation for readers who do not know the measure */
  readonly meaning: string;
  of(scores: Scores): number | undefined;
  /** whether values compare only within one embedding space, or not at all: such a measure is never bold and never ranked */
  readonly isLocal?: boolean;
}

/** Every measure, in the order of the table's columns. */
export const measures: readonly Measure[] = [
  measure(
    'nmi',
    'NMI',
    'Normalized mutual information of clusters and labels: 1 for a perfect match. Chance is above 0, and higher the fewer items there are.',
  ),
  measure(
    'ari',
    'ARI',
    'Adjusted Rand index: pairs of items correctly together or apart, corrected for chance: 0 for chance, 1 for a perfect match.',
  ),
  measure('ami', 'AMI', 'Adjusted mutual information, NMI corrected for chance: 0 for chance, 1 for a perfect match.'),
  measure(
    'rightCluster',
    'correct cluster',
    'Share of items in a cluster named after their label. A cluster takes the label of more than half of its labelled training items, if that label is also more frequent there than overall; other clusters are mixed, and none of their items count as correct.',
  ),
  measure('accuracy', 'accuracy', 'Share of items in the cluster that is matched one to one with their label.'),
  {
    key: 'map',
    name: 'mAP',
    meaning: 'Search across modalities: mean average precision over all directions; an item with the label of the query is relevant.',
    of: ({ retrieval }) => mean(Object.values(retrieval ?? {}).map(({ map }) => map)),
  },
  { key: 'chanceMap', name: 'mAP by chance', meaning: 'mAP of a random ranking of the same items.', of: chanceMap, isLocal: true },
  {
    key: 'recallAt1',
    name: 'recall@1',
    meaning: 'Search across modalities: how often the first hit has the label of the query, over all directions.',
    of: ({ retrieval }) => mean(Object.values(retrieval ?? {}).map(({ recallAt1 }) => recallAt1)),
  },
  instanceMeasure(1),
  instanceMeasure(5),
  instanceMeasure(10),
  {
    key: 'missingHalf',
    name: 'NMI, half missing',
    meaning: 'NMI after half the modalities of the held-out items are removed at random.',
    of: ({ missing }) => missing?.['0.5']?.nmi,
  },
  measure(
    'probeAccuracy',
    'probe',
    'Accuracy of a linear classifier trained on the embeddings and labels of the training items: the label information in the embedding, found with supervision.',
  ),
  measure('knnAccuracy', 'k-NN', 'Accuracy of a majority vote of the nearest training items.'),
  { ...measure('silhouetteLabels', 'silhouette (labels)', 'Separation of the labels in the method’s own embedding space.'), isLocal: true },
  {
    ...measure('silhouetteClusters', 'silhouette (clusters)', 'Separation of the clusters in the method’s own embedding space.'),
    isLocal: true,
  },
  measure(
    'silhouetteCommonSpace',
    'silhouette (common)',
    'Separation of the same clusters in one space shared by all methods, so that values compare across methods.',
  ),
];

/** The measure with a key. @throws RangeError for an unknown key */
export function measureOf(key: string): Measure {
  const found = measures.find((candidate) => candidate.key === key);
  if (!found) throw new RangeError(`measureOf: expected one of ${measures.map((known) => known.key).join(', ')}, got ${key}`);
  return found;
}

/** mAP of a random ranking, mean over all directions; undefined without retrieval. */
export function chanceMap({ retrieval }: Scores): number | undefined {
  return mean(Object.values(retrieval ?? {}).map((scores) => scores.chanceMap));
}

type NumberKey = { [Key in keyof Scores]-?: Scores[Key] extends number | undefined ? Key : never }[keyof Scores];

function measure(key: NumberKey, name: string, meaning: string): Measure {
  return { key, name, meaning, of: (scores) => scores[key] };
}

/** Recall of the very partner among the first items. */
function instanceMeasure(depth: 1 | 5 | 10): Measure {
  const key = `recallAt${depth}` as const;
  return {
    key: `instanceRecallAt${depth}`,
    name: `instance recall@${depth}`,
    meaning: `Search across modalities: how often ${depth === 1 ? 'the first hit is' : `the first ${depth} hits include`} the other modality of the very same item, over all directions. It needs no labels; chance is ${depth} divided by the number of items.`,
    of: ({ instances }) => mean(Object.values(instances ?? {}).map((scores) => scores[key])),
  };
}

function mean(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}
const methodNames: Readonly<Record<string, string>> = {
  mmae: 'MMAE',
  context: 'MMAE in context',
  mcca: 'MCCA',
  mccaForRetrieval: 'MCCA for retrieval',
  selfLabelledMcca: 'self-labelled MCCA',
  pca: 'PCA',
  pcaFilled: 'PCA, gaps filled',
  pcaPerModality: 'PCA per modality',
  pcaPerModalityWhitened: 'PCA per modality, whitened',
  raw: 'raw features',
  untrained: 'untrained encoder',
  shuffledPairs: 'shuffled pairs',
  labelWordsLeft: 'label words left in',
  shuffledSequences: 'context of shuffled shots',
  labelsAsCodes: 'codes are the labels (ceiling)',
};

/** Prefix of controls trained on a single modality: `alone.<modality>`. */
export const singleModalityPrefix = 'alone.';

/** Display name of a method or control; its key where no display name is known. */
export const methodName = (method: string): string =>
  (Object.hasOwn(methodNames, method) ? methodNames[method] : undefined) ??
  (method.startsWith(singleModalityPrefix) ? `${method.slice(singleModalityPrefix.length)} alone` : method);
