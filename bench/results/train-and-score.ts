import { loadEvaluation, loadTagScores, loadUnexplainedVariance, type TagScores, type UnexplainedVariance } from '@mmae/run-folder';
import { parse } from 'csv-parse/sync';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chooseRows, type ManifestRow, type RowChoice } from './rows.ts';
import type { Run } from './runs.ts';
import type { MethodScores } from './scores.ts';
import { sampleCorpus, workspace } from '../../tools/src/workspace.ts';

/** The scores of a trained run. */
export interface ScoredRun {
  /** by method; controls as `control.<name>` */
  readonly methods: Readonly<Record<string, MethodScores>>;
  readonly tags: TagScores;
  readonly unexplained: UnexplainedVariance;
}

/** Trains and scores a run unless it is finished; resumes an interrupted training. @param data the manifest */
export async function trainAndScore(folder: string, run: Run, seed: number, data: string): Promise<ScoredRun> {
  if (!existsSync(join(folder, 'evaluation.json'))) {
    command(
      'trainer/bin/mmae-train.js',
      existsSync(join(folder, 'config.json')) ? ['--resume', folder] : argumentsOf(folder, run, seed, data),
    );
    command('reporter/bin/mmae-report.js', [folder]);
  }
  const { methods, controls } = await loadEvaluation(folder);
  const named = [...Object.entries(methods), ...Object.entries(controls).map(([name, splits]) => [`control.${name}`, splits] as const)];
  return {
    methods: Object.fromEntries(named.flatMap(([name, { test }]) => (test ? [[name, test]] : []))),
    tags: (await loadTagScores(folder))!,
    unexplained: (await loadUnexplainedVariance(folder))!,
  };
}

function argumentsOf(folder: string, run: Run, seed: number, data: string): string[] {
  const { experiment, set = [], rows = 'all', hasControls, onSampleCorpus } = run;
  const whole = onSampleCorpus ? join(sampleCorpus, 'manifest.csv') : data;
  const manifest = rows === 'all' ? whole : chosenManifest(whole, rows, dirname(folder));
  return [
    ...[experiment, '--data', manifest, '--media-root', dirname(whole), '--run', folder, '--seed', String(seed)],
    ...set.flatMap((override) => ['--set', override]),
    ...(hasControls ? ['--controls'] : []),
  ];
}

/** Writes a manifest of the chosen rows into the folder. */
function chosenManifest(data: string, choice: RowChoice, folder: string): string {
  const rows = parse(readFileSync(data), { columns: true, bom: true }) as ManifestRow[];
  const file = join(folder, `${choice}.jsonl`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, chooseRows(rows, choice).map((row) => `${JSON.stringify(row)}\n`).join('')); // prettier-ignore
  return file;
}

function command(bin: string, args: readonly string[]): void {
  execFileSync(process.execPath, [join(workspace, 'apps', bin), ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
}
