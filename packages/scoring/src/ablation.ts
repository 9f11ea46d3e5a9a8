import { pairedBootstrap, pairedSeeds, spread, type PairedInterval, type Spread, type Statistic } from '@mmae/evaluation';
import { InputError, nearestName } from '@mmae/input';
import { loadAblation, type AblationChoice, type AblationRuns, type Interval, type Scores } from '@mmae/run-folder';
import { join } from 'node:path';
import { evaluateRun, type EvaluationOptions } from './evaluate/evaluate-run.ts';
import { chanceMap, measures } from './measures.ts';
import { mainScores, minReliableItems, type Results } from './results.ts';
import { loadRun } from './run.ts';

/** One choice of an ablation scored by one measure. */
export interface AblationRow {
  /** name of the measure */
  readonly measure: string;
  /** for mAP, the value of a random ranking, which is well above 0: mean over the seeds */
  readonly chance: number | undefined;
  /** name of the choice */
  readonly choice: string;
  /** scored samples of the first seed's run */
  readonly numSamples: number;
  /** over the seeds */
  readonly spread: Spread;
  /** from the base; undefined for the base itself */
  readonly difference: ChoiceDifference | undefined;
  /** of training alone, mean over the seeds; choices that differ only in scoring share their runs, and so this value */
  readonly trainingSeconds: number;
}

/** Difference between a choice and the base, with its uncertainty over seeds and over samples. */
export interface ChoiceDifference {
  /** mean over the seeds */
  readonly value: number;
  /** Student's interval of the differences paired by seed; undefined for one seed */
  readonly overSeeds: Interval | undefined;
  /** bootstrap interval over the same drawn samples; undefined for a measure that cannot be resampled */
  readonly overSamples: Interval | undefined;
}

/**
 * Scores every run of an ablation and compares each choice with the first one, the base.
 *
 * @param folder that `mmae-train ablate` wrote
 * @returns a row for every measure and choice
 * @throws RunFolderError for a run that is missing, unfinished or damaged; InputError for an unknown measure, or one that a run has no value of
 */
export async function scoreAblation(
  folder: string,
  { onProgress = () => undefined, ...options }: EvaluationOptions = {},
): Promise<{ ablation: AblationRuns; rows: AblationRow[] }> {
  const ablation = await loadAblation(folder);
  const asked = ablation.measures.map(ablationMeasure);
  const scored: ScoredChoice[] = [];
  for (const choice of ablation.choices) {
    scored.push({ choice, runs: await scoreChoice(folder, choice, options, onProgress) });
  }
  const [base] = scored;
  const rows = asked.flatMap((measure) => scored.map((own) => toRow(measure, own, own === base ? undefined : base)));
  return { ablation, rows };
}

/** Whether a difference is more than chance: no known interval contains 0, and enough samples were scored. */
export function isSignificant({ overSeeds, overSamples }: ChoiceDifference, numSamples: number): boolean {
  if (numSamples < minReliableItems) return false;
  const intervals = [overSeeds, overSamples].filter((interval) => interval !== undefined);
  return intervals.length > 0 && intervals.every(([low, high]) => low > 0 || high < 0);
}

interface AblationMeasure {
  readonly key: string;
  readonly name: string;
  of(scores: Scores): number | undefined;
}

/** A measure by its key, or `only.<modality>`: the NMI with that modality alone. */
function ablationMeasure(key: string): AblationMeasure {
  const modality = /^only\.(.+)$/.exec(key)?.[1];
  if (modality !== undefined) return { key, name: `NMI, ${modality} alone`, of: ({ only }) => only?.[modality]?.nmi };
  const found = measures.find((measure) => measure.key === key);
  if (found) return found;
  const known = measures.map((measure) => measure.key);
  const nearest = nearestName(key, known);
  const remedy = nearest ? ` Did you mean "${nearest}"?` : '';
  throw new InputError(`scoreAblation: expected measures from ${known.join(', ')} or only.<modality>, got "${key}".${remedy}`);
}

interface ScoredChoice {
  readonly choice: AblationChoice;
  /** one for each seed */
  readonly runs: readonly Results[];
}

async function scoreChoice(
  folder: string,
  { name, scoring, runs }: AblationChoice,
  options: EvaluationOptions,
  onProgress: (message: string) => void,
): Promise<Results[]> {
  const all: Results[] = [];
  for (const path of runs) {
    onProgress(`${name}, ${path}`);
    all.push(await evaluateRun(await loadRun(join(folder, path)), { ...options, scoring }));
  }
  return all;
}

function toRow(measure: AblationMeasure, own: ScoredChoice, base: ScoredChoice | undefined): AblationRow {
  const seconds = own.runs.map(({ run }) => run.metrics.at(-1)?.seconds ?? 0);
  return {
    measure: measure.name,
    chance: measure.key === 'map' ? meanChanceMap(own) : undefined,
    numSamples: mainScores(own.runs[0]).numSamples,
    choice: own.choice.name,
    spread: spread(valuesOf(measure, own)),
    difference: base && differenceBetween(measure, own, base),
    trainingSeconds: spread(seconds).mean,
  };
}

function meanChanceMap({ runs }: ScoredChoice): number | undefined {
  const chances = runs.map((results) => chanceMap(mainScores(results))).filter((chance) => chance !== undefined);
  return chances.length > 0 ? spread(chances).mean : undefined;
}

function valuesOf({ key, name, of }: AblationMeasure, { choice, runs }: ScoredChoice): number[] {
  return runs.map((results) => {
    const value = of(mainScores(results));
    if (value !== undefined) return value;
    throw new InputError(`scoreAblation: expected ${name} of every run, got none for "${choice.name}". Remove "${key}" from "measures".`);
  });
}

function differenceBetween(measure: AblationMeasure, own: ScoredChoice, base: ScoredChoice): ChoiceDifference {
  const [first, second] = [valuesOf(measure, own), valuesOf(measure, base)];
  return {
    value: spread(first).mean - spread(second).mean,
    overSeeds: first.length > 1 ? boundsOf(pairedSeeds(first, second)) : undefined,
    overSamples: overSamples(measure.key, own.runs, base.runs),
  };
}

/** Resamples all seeds of both choices together, so that only the noise of the samples is left. */
function overSamples(key: string, own: readonly Results[], base: readonly Results[]): Interval | undefined {
  const { ids, options } = own[0].draws;
  const areComparable = [...own, ...base].every(
    ({ draws }) => key in draws.statistics && draws.ids.length === ids.length && draws.ids.every((id, index) => id === ids[index]),
  );
  if (!areComparable) return undefined;
  return boundsOf(pairedBootstrap(ids.length, meanStatistic(key, own), meanStatistic(key, base), options));
}

const meanStatistic =
  (key: string, runs: readonly Results[]): Statistic =>
  (rows) =>
    runs.reduce((sum, { draws }) => sum + draws.statistics[key](rows), 0) / runs.length;

const boundsOf = ({ low, high }: PairedInterval): Interval => [low, high];
