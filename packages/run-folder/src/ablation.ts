import type { Options } from '@mmae/input';
import { mkdir } from 'node:fs/promises';
import { z } from 'zod';
import { formatVersion, readDocument, toJson, writeFiles } from './files.ts';

const scoring = z.object({
  numClusters: z.int().optional().describe('number of clusters of k-means; the number of labels where it is not given'),
  numStarts: z.int().optional().describe('number of starts of k-means; 10 where it is not given'),
});

const choice = z.object({
  name: z.string(),
  overrides: z.array(z.string()).describe('what sets the choice apart: `path.to.key=value`'),
  scoring,
  runs: z
    .array(z.string().refine(liesWithin, 'a folder within that of the ablation'))
    .describe('one run per seed, in the order of the seeds; choices that differ only in scoring share their runs'),
});

const ablationRuns = z.object({
  question: z.string(),
  expected: z.string().describe('the expected answer, written down before the runs'),
  experiment: z.string(),
  shared: z.array(z.string()).describe('overrides of every run'),
  choices: z.array(choice).describe('the first is the base that the others are compared with'),
  seeds: z.array(z.int()),
  measures: z.array(z.string()).describe('keys of the measures that answer the question'),
});

/** How a run of an ablation is scored, where its file sets `scoring.numClusters` or `scoring.numStarts`. */
export type ScoringChoice = Options<typeof scoring>;
/** One of the choices that an ablation compares. */
export type AblationChoice = Options<typeof choice>;
/** A folder of runs that differ in one choice: `ablation.json`. */
export type AblationRuns = Options<typeof ablationRuns>;

function liesWithin(folder: string): boolean {
  return !/^(\/|[A-Za-z]:)/.test(folder) && !folder.split(/[/\\]/).includes('..');
}

/** Writes `ablation.json` into the parent folder of the runs that it names, which is created if needed. */
export async function saveAblation(folder: string, ablation: AblationRuns): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFiles(folder, { [ablationFile]: toJson({ formatVersion, ...ablation }) });
}

/**
 * Loads what `saveAblation` wrote.
 *
 * @throws RunFolderError if the file is missing, damaged, of another program or of a newer version
 */
export async function loadAblation(folder: string): Promise<AblationRuns> {
  const { formatVersion: _, ...ablation } = await readDocument(folder, ablationFile, ablationRuns.extend({ formatVersion: z.int() }));
  return ablation;
}

const ablationFile = 'ablation.json';
