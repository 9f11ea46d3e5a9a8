import { loadEvaluation, loadTagScores, loadUnexplainedVariance, type TagScores, type UnexplainedVariance } from '@mmae/run-folder';
import { parse } from 'csv-parse/sync';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chooseRows, type ManifestRow, type RowChoice } from './rows.ts';
import type { Job, Run } from './runs.ts';
import type { MethodScores } from './scores.ts';
import { sampleCorpus, workspace } from '../../tools/src/workspace.ts';

/** The scores of a trained run. */
export interface ScoredRun {
  /** by method; controls as `control.<name>` */
  readonly methods: Readonly<Record<string, MethodScores>>;
  readonly tags: TagScores;
  readonly unexplained: UnexplainedVariance;
}

/** How runs are trained. */
export interface TrainingOptions {
  /** of all runs */
  readonly folder: string;
  /** the manifest */
  readonly data: string;
  readonly engine: string;
  /** on abort, trainings save their progress and end */
  readonly signal: AbortSignal;
}

export const folderOf = ({ name, seed }: Job, folder: string): string => join(folder, `${name}-${seed}`);

/** Whether a run is trained and scored. */
export const isFinished = (job: Job, folder: string): boolean => existsSync(join(folderOf(job, folder), 'evaluation.json'));

/** Trains and scores a run; resumes an interrupted training. */
export async function trainAndScore(job: Job, options: TrainingOptions): Promise<void> {
  const folder = folderOf(job, options.folder);
  const isStarted = existsSync(join(folder, 'config.json'));
  await command('trainer/bin/mmae-train.js', isStarted ? ['--resume', folder] : argumentsOf(folder, job, options), options);
  if (!options.signal.aborted) await command('reporter/bin/mmae-report.js', [folder], options);
}

/** The scores of a finished run. */
export async function loadScores(job: Job, runsFolder: string): Promise<ScoredRun> {
  const folder = folderOf(job, runsFolder);
  const { methods, controls } = await loadEvaluation(folder);
  const named = [...Object.entries(methods), ...Object.entries(controls).map(([name, splits]) => [`control.${name}`, splits] as const)];
  return {
    methods: Object.fromEntries(named.flatMap(([name, { test }]) => (test ? [[name, test]] : []))),
    tags: (await loadTagScores(folder))!,
    unexplained: (await loadUnexplainedVariance(folder))!,
  };
}

function argumentsOf(folder: string, { run, seed }: Job, { data, engine }: TrainingOptions): string[] {
  const { experiment, set = [], rows = 'all', controls, onSampleCorpus } = run;
  const whole = onSampleCorpus ? join(sampleCorpus, 'manifest.csv') : data;
  const manifest = rows === 'all' ? whole : chosenManifest(whole, rows, dirname(folder));
  return [
    ...[experiment, '--data', manifest, '--media-root', dirname(whole), '--run', folder, '--seed', String(seed), '--engine', engine],
    ...[...set, ...controlSettings(controls)].flatMap((override) => ['--set', override]),
    ...(controls ? ['--controls'] : []),
  ];
}

const controlSettings = (controls: Run['controls']) => (controls && controls !== 'all' ? [`controls=${JSON.stringify(controls)}`] : []);

/** A manifest of the chosen rows in the folder, written by the first run that needs it. */
function chosenManifest(data: string, choice: RowChoice, folder: string): string {
  const file = join(folder, `${choice}.jsonl`);
  if (existsSync(file)) return file;
  const rows = parse(readFileSync(data), { columns: true, bom: true }) as ManifestRow[];
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${file}.part`, chooseRows(rows, choice).map((row) => `${JSON.stringify(row)}\n`).join('')); // prettier-ignore
  renameSync(`${file}.part`, file); // runs that start together never read half of it
  return file;
}

/** @param bin within apps @throws Error with the end of what the command said, unless it succeeds or was told to end */
export async function command(bin: string, args: readonly string[], { signal }: Pick<TrainingOptions, 'signal'>): Promise<void> {
  const child = spawn(process.execPath, [join(workspace, 'apps', bin), ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  const end = () => child.kill('SIGINT');
  signal.addEventListener('abort', end);
  let said = '';
  child.stderr.on('data', (text: Buffer) => (said = (said + text.toString()).slice(-2000)));
  const [code] = (await once(child, 'close')) as [number | null];
  signal.removeEventListener('abort', end);
  if (code !== 0 && !signal.aborted) throw new Error(`${bin} ${args.join(' ')} ended with ${code}: ${said}`);
}
