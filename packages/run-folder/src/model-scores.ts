import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Options } from '@mmae/input';
import { z } from 'zod';
import { formatVersion, readDocument, toJson, writeFiles } from './files.ts';
import { count, recordOf, type Shape } from './shape.ts';

const tagScore = z.object({
  numSamples: count,
  model: z.number().describe('words: precision of the first five; labels: macro F1 of the first; 0 to 1'),
  mostFrequent: z.number().describe('the same score for the most frequent words and label of train'),
  nearestFeatures: z.number().describe('the same score for the tags of the train samples with the nearest features'),
  expectedCalibrationError: z.number().describe('mean difference between confidence and the share of tags that were right, 0 to 1'),
  bins: z
    .array(z.object({ count, meanConfidence: z.number(), accuracy: z.number() }))
    .describe('reliability curve: confidences in bins, and the share of each that was right'),
});
const tagScores = recordOf(z.object({ word: tagScore.optional(), label: tagScore.optional() }));
const unexplainedVariance = recordOf(recordOf(z.number()));

/** How well the tags of one kind, proposed from one subset of modalities, score on test. */
export type TagScore = Options<typeof tagScore>;

/** By the `subsetKey` of the modalities that tags are proposed from; a kind without scores has no key. */
export type TagScores = Options<typeof tagScores>;

/** Σ (x − x̂)² / Σ x² on test of every modality, centred as in train, by the `subsetKey` it is reconstructed from: 0 is exact, 1 is the mean of train. */
export type UnexplainedVariance = Options<typeof unexplainedVariance>;

/** Writes `tags.json`. */
export const saveTagScores = (folder: string, scores: TagScores) => save(folder, 'tags.json', scores);

/** @returns undefined if the run has none. @throws RunFolderError if the file is damaged, of another program or of a newer version */
export const loadTagScores = (folder: string) => load(folder, 'tags.json', tagScores);

/** Writes `reconstruction.json`. */
export const saveUnexplainedVariance = (folder: string, scores: UnexplainedVariance) => save(folder, 'reconstruction.json', scores);

/** @returns undefined if the run has none. @throws RunFolderError if the file is damaged, of another program or of a newer version */
export const loadUnexplainedVariance = (folder: string) => load(folder, 'reconstruction.json', unexplainedVariance);

async function save(folder: string, file: string, scores: unknown): Promise<void> {
  await writeFiles(folder, { [file]: toJson({ formatVersion, split: 'test', scores }) });
}

async function load<Scores extends Shape>(folder: string, file: string, scores: Scores): Promise<z.output<Scores> | undefined> {
  if (!existsSync(join(folder, file))) return undefined;
  const document = await readDocument(folder, file, z.object({ scores }));
  return (document as { scores: z.output<Scores> }).scores;
}
