import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { formatVersion, readDocument, toJson, writeFiles } from './files.ts';
import { count, finite, listOf, objectOf, recordOf, type Shape } from './shape.ts';

/** What the tags of one kind, proposed from one subset of modalities, are worth on test. */
export interface TagScore {
  readonly numSamples: number;
  /** words: precision of the first five; labels: macro F1 of the first. 0 … 1 */
  readonly model: number;
  /** the same of the commonest words and label of train */
  readonly mostFrequent: number;
  /** the same of what the train samples with the nearest features have */
  readonly nearestFeatures: number;
  /** how far confidences are from the shares that were right, 0 … 1 */
  readonly expectedCalibrationError: number;
  /** the reliability curve: confidences in bins, and the share of them that was right */
  readonly bins: readonly { readonly count: number; readonly meanConfidence: number; readonly accuracy: number }[];
}

/** By the `subsetKey` of what tags are proposed from; a kind that nothing is known of is no key. */
export type TagScores = Readonly<Record<string, { readonly word?: TagScore; readonly label?: TagScore }>>;

/** Σ (x − x̂)² / Σ x² on test of every modality, centred as in train, by the `subsetKey` it is rebuilt from: 0 is exact, 1 is the mean of train. */
export type UnexplainedVariance = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** Writes `tags.json`. */
export const saveTagScores = (folder: string, scores: TagScores) => save(folder, 'tags.json', scores);

/** @returns undefined where the run has none. @throws RunFolderError where the file is damaged, foreign or newer */
export const loadTagScores = (folder: string) => load<TagScores>(folder, 'tags.json', tagScoresShape);

/** Writes `reconstruction.json`. */
export const saveUnexplainedVariance = (folder: string, scores: UnexplainedVariance) => save(folder, 'reconstruction.json', scores);

/** @returns undefined where the run has none. @throws RunFolderError where the file is damaged, foreign or newer */
export const loadUnexplainedVariance = (folder: string) => load<UnexplainedVariance>(folder, 'reconstruction.json', unexplainedShape);

async function save(folder: string, file: string, scores: unknown): Promise<void> {
  await writeFiles(folder, { [file]: toJson({ formatVersion, split: 'test', scores }) });
}

async function load<Scores>(folder: string, file: string, shape: Shape): Promise<Scores | undefined> {
  if (!existsSync(join(folder, file))) return undefined;
  return (await readDocument<{ scores: Scores }>(folder, file, shape)).scores;
}

const tagScore = objectOf({
  numSamples: count,
  model: finite,
  mostFrequent: finite,
  nearestFeatures: finite,
  expectedCalibrationError: finite,
  bins: listOf(objectOf({ count, meanConfidence: finite, accuracy: finite })),
});
const tagScoresShape = objectOf({ scores: recordOf(objectOf({}, { word: tagScore, label: tagScore })) });
const unexplainedShape = objectOf({ scores: recordOf(recordOf(finite)) });
