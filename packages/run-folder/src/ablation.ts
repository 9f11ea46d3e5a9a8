import { mkdir } from 'node:fs/promises';
import { formatVersion, readDocument, toJson, writeFiles } from './files.ts';
import { listOf, objectOf, text, type Shape } from './shape.ts';

/** How a run of an ablation is scored, where it is not as every other: `scoring.numClusters=12` in its file. */
export interface ScoringChoice {
  /** of k-means; as many as there are labels where it is not given */
  readonly numClusters?: number;
  /** of k-means; 10 where it is not given */
  readonly numStarts?: number;
}

/** One answer that an ablation tries. */
export interface AblationChoice {
  readonly name: string;
  /** what sets it apart: `path.to.key=value` */
  readonly overrides: readonly string[];
  readonly scoring: ScoringChoice;
  /** a run a seed, in the order of the seeds: folders within that of the ablation; choices that differ in scoring alone share them */
  readonly runs: readonly string[];
}

/** A folder of runs that differ in one choice: `ablation.json`. */
export interface AblationRuns {
  readonly question: string;
  /** what the answer was thought to be, written down before */
  readonly expected: string;
  readonly experiment: string;
  /** overrides that every run has */
  readonly shared: readonly string[];
  /** the first is the base, which the others are held against */
  readonly choices: readonly AblationChoice[];
  readonly seeds: readonly number[];
  /** keys of the measures that answer the question */
  readonly measures: readonly string[];
}

/** Writes `ablation.json` above the folders of the runs that it names, in a folder that is made where it is not there. */
export async function saveAblation(folder: string, ablation: AblationRuns): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFiles(folder, { [ablationFile]: toJson({ formatVersion, ...ablation }) });
}

/**
 * What `saveAblation` was given.
 *
 * @throws RunFolderError where the file is missing, foreign, newer or damaged
 */
export async function loadAblation(folder: string): Promise<AblationRuns> {
  const { formatVersion: _, ...ablation } = await readDocument<AblationRuns & { formatVersion: number }>(
    folder,
    ablationFile,
    ablationShape,
  );
  return ablation;
}

const ablationFile = 'ablation.json';

/** A run's folder lies within the ablation's. */
const place: Shape = { type: 'string', pattern: '^(?!/|[A-Za-z]:)(?!(.*[/\\\\])?\\.\\.([/\\\\]|$))' };
const whole: Shape = { type: 'integer' };
const ablationShape = objectOf({
  question: text,
  expected: text,
  experiment: text,
  shared: listOf(text),
  choices: listOf(
    objectOf({
      name: text,
      overrides: listOf(text),
      scoring: objectOf({}, { numClusters: whole, numStarts: whole }),
      runs: listOf(place),
    }),
  ),
  seeds: listOf(whole),
  measures: listOf(text),
});
