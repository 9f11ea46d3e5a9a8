import { pairedBootstrap, pairedSeeds, spread, type PairedInterval, type Spread, type Statistic } from '@mmae/evaluation';
import { loadAblation, type AblationChoice, type AblationRuns, type Interval } from '@mmae/run-folder';
import { join } from 'node:path';
import { evaluateRun, type EvaluationOptions } from '../evaluate/evaluate-run.ts';
import { enoughItems } from '../few-items.ts';
import { chanceMap } from '../measures.ts';
import { toScore } from '../page/numbers.ts';
import { mainScores, type Results } from '../results.ts';
import { loadRun } from '../run/load-run.ts';
import { ablationMeasure, type AblationMeasure } from './ablation-measure.ts';

/** One choice by one measure. */
export interface AblationRow {
  readonly measure: string;
  readonly choice: string;
  /** scored, of the run of the first seed */
  readonly numSamples: number;
  /** over the seeds */
  readonly spread: Spread;
  /** undefined for the base */
  readonly difference: ChoiceDifference | undefined;
  /** mean over the seeds, of training alone; as long for choices that differ in their scoring */
  readonly trainingSeconds: number;
}

/** What a choice has over the base: the mean over the seeds, and whether it survives others. */
export interface ChoiceDifference {
  readonly value: number;
  /** Student's paired interval, of the same seeds; undefined for one seed */
  readonly overSeeds: Interval | undefined;
  /** by bootstrap, of the same drawn samples; undefined where the measure cannot be drawn */
  readonly overSamples: Interval | undefined;
}

/**
 * Scores every run of an ablation and holds each choice against the first.
 *
 * @throws RunFolderError where a run is missing, unfinished or damaged; RangeError for a measure that is none
 */
export async function scoreAblation(folder: string, options: EvaluationOptions): Promise<{ ablation: AblationRuns; rows: AblationRow[] }> {
  const ablation = await loadAblation(folder);
  const measures = ablation.measures.map(ablationMeasure);
  const scored: Scored[] = [];
  for (const choice of ablation.choices) scored.push({ choice, all: await scoreChoice(folder, choice, options) });
  const [base] = scored;
  const rows = measures.flatMap((measure) => scored.map((own) => toRow(measure, own, own === base ? undefined : base)));
  return { ablation, rows };
}

interface Scored {
  readonly choice: AblationChoice;
  /** a run a seed */
  readonly all: readonly Results[];
}

async function scoreChoice(folder: string, { name, scoring, runs }: AblationChoice, options: EvaluationOptions): Promise<Results[]> {
  const all: Results[] = [];
  for (const place of runs) {
    options.onProgress(`${name}, ${place}`);
    const run = await loadRun(join(folder, place));
    all.push(await evaluateRun(run, { ...options, scoring, onProgress: () => undefined }));
  }
  return all;
}

function toRow(measure: AblationMeasure, own: Scored, base: Scored | undefined): AblationRow {
  const values = valuesOf(measure, own);
  const seconds = own.all.map(({ run }) => run.metrics.at(-1)?.seconds ?? 0);
  return {
    measure: nameWithChance(measure, own),
    numSamples: mainScores(own.all[0]).numSamples,
    choice: own.choice.name,
    spread: spread(values),
    difference: base && choiceDifference(measure, own, base),
    trainingSeconds: spread(seconds).mean,
  };
}

/** The name of a measure; that of mAP with what a random order reaches, which is far from 0. */
function nameWithChance({ key, name }: AblationMeasure, { all }: Scored): string {
  const chances = key === 'map' ? all.map((results) => chanceMap(mainScores(results))).filter((chance) => chance !== undefined) : [];
  return chances.length > 0 ? `${name} (chance ${toScore(spread(chances).mean)})` : name;
}

function valuesOf({ name, of }: AblationMeasure, { choice, all }: Scored): number[] {
  return all.map((results) => {
    const value = of(mainScores(results));
    if (value !== undefined) return value;
    throw new RangeError(`scoreAblation: expected ${name} of every run, got none of "${choice.name}". Take it out of "measures".`);
  });
}

function choiceDifference(measure: AblationMeasure, own: Scored, base: Scored): ChoiceDifference {
  const [first, second] = [valuesOf(measure, own), valuesOf(measure, base)];
  return {
    value: spread(first).mean - spread(second).mean,
    overSeeds: first.length > 1 ? boundsOf(pairedSeeds(first, second)) : undefined,
    overSamples: overSamples(measure.key, own.all, base.all),
  };
}

/** Draws the samples anew under all seeds of both at once, so that what is left is the noise of the samples. */
function overSamples(key: string, own: readonly Results[], base: readonly Results[]): Interval | undefined {
  const { ids, options } = own[0].draws;
  const areDrawn = [...own, ...base].every(
    ({ draws }) => key in draws.statistics && draws.ids.length === ids.length && draws.ids.every((id, place) => id === ids[place]),
  );
  if (!areDrawn) return undefined;
  return boundsOf(pairedBootstrap(ids.length, meanStatistic(key, own), meanStatistic(key, base), options));
}

const meanStatistic =
  (key: string, all: readonly Results[]): Statistic =>
  (rows) =>
    all.reduce((sum, { draws }) => sum + draws.statistics[key](rows), 0) / all.length;

const boundsOf = ({ low, high }: PairedInterval): Interval => [low, high];

/** More than chance: no interval that there is holds 0, and enough items were scored to tell. */
export function isClear({ overSeeds, overSamples }: ChoiceDifference, numSamples: number): boolean {
  if (numSamples < enoughItems) return false;
  const known = [overSeeds, overSamples].filter((one) => one !== undefined);
  return known.length > 0 && known.every(([low, high]) => low > 0 || high < 0);
}
