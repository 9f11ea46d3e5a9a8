// Trains the runs of docs/results.md with every seed, scores them, and writes the tables of that page:
//
//   npm run results -- --data MANIFEST [--seeds 0,1,2] [--run runs/results] [--jobs 1] [--engine auto] [--only full,codes] [--minutes N]
//   npm run results -- --pretrained --data MANIFEST …       # the table of pretrained encoders, after npm run setup:encoders
//   npm run results -- --dictionary --data MANIFEST …       # the table of the picture dictionary, made by npm run dictionary
//
// Finished runs are kept and interrupted ones are resumed. `--jobs` trains several at a time, each on one core with the wasm engine. After
// `--minutes` trainings save their progress and end: the same command continues. The page is written from the runs that are finished, and names
// the others; `--only` trains some runs.
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { replaceSection, workspace } from '../../tools/src/workspace.ts';
import { dictionaryRuns, jobsOf, pretrainedRuns, runs, type Job, type Run } from './runs.ts';
import { dictionaryTablesOf, pretrainedTablesOf, tablesOf } from './tables.ts';
import { isFinished, loadScores, trainAndScore, type ScoredRun } from './train-and-score.ts';
import { workOn } from './work.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    pretrained: { type: 'boolean', default: false },
    dictionary: { type: 'boolean', default: false },
    seeds: { type: 'string', default: '0,1,2' },
    run: { type: 'string', default: 'runs/results' },
    jobs: { type: 'string', default: '1' },
    engine: { type: 'string', default: 'auto' },
    only: { type: 'string' },
    minutes: { type: 'string', default: 'Infinity' },
  },
});
if (values.data === undefined)
  throw new RangeError('results: expected --data MANIFEST, got none. Name a manifest.csv in the layout of LUMA.');
const folder = resolve(values.run);
const seeds = values.seeds.split(',').map(Number);
const milliseconds = 60_000 * Number(values.minutes);

const controller = new AbortController();
const timer = Number.isFinite(milliseconds) ? setTimeout(() => controller.abort(), milliseconds) : undefined;
const options = { folder, data: resolve(values.data), engine: values.engine, signal: controller.signal };
const [chosen, toTables] = tableSet();
const waiting = jobsOf(chosen, seeds, values.only?.split(',')).filter((job) => !isFinished(job, folder));
await workOn(waiting, Number(values.jobs), trainAndReport, () => controller.signal.aborted);
clearTimeout(timer);

const all = jobsOf(chosen, seeds);
const unfinished = all.filter((job) => !isFinished(job, folder));
console.error(`results: ${all.length - unfinished.length} of ${all.length} runs are finished${listOf(unfinished)}`);
await writePage();
if (unfinished.length > 0) process.exitCode = 1;

/** The runs that are asked for, and what makes tables of their scores. */
function tableSet(): [Readonly<Record<string, Run>>, (scored: never, numSeeds: number) => Record<string, string>] {
  if (values.pretrained) return [pretrainedRuns, pretrainedTablesOf];
  return values.dictionary ? [dictionaryRuns, dictionaryTablesOf] : [runs, tablesOf];
}

async function trainAndReport(job: Job): Promise<void> {
  const start = performance.now();
  await trainAndScore(job, options);
  const minutes = ((performance.now() - start) / 60_000).toFixed(1);
  console.error(`${job.name}, seed ${job.seed}: ${isFinished(job, folder) ? 'finished' : 'interrupted'} after ${minutes} min`);
}

function listOf(jobs: readonly Job[]): string {
  return jobs.length === 0 ? '' : `; left: ${jobs.map(({ name, seed }) => `${name}-${seed}`).join(', ')}`;
}

async function writePage(): Promise<void> {
  const scored: Record<string, ScoredRun[]> = Object.fromEntries(Object.keys(chosen).map((name) => [name, []]));
  const finished = all.filter((job) => isFinished(job, folder)).sort((a, b) => a.seed - b.seed);
  for (const job of finished) scored[job.name].push(await loadScores(job, folder));
  const page = join(workspace, 'docs/results.md');
  const tables = Object.entries(toTables(scored as never, seeds.length));
  writeFileSync(page, tables.reduce((text, [name, table]) => replaceSection(text, name, table), readFileSync(page, 'utf8'))); // prettier-ignore
}
