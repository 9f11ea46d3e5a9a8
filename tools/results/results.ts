// `npm run results -- --data MANIFEST [--seeds 0,1,2] [--run runs/results]`: trains the experiments of docs/results.md with every seed, scores them, and
// writes their table. Runs that are done are left alone, so an interrupted one goes on.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { toTable, type Line, type Scores } from './table.ts';

const workspace = fileURLToPath(new URL('../..', import.meta.url));
const { values } = parseArgs({
  options: { data: { type: 'string' }, seeds: { type: 'string', default: '0,1,2' }, run: { type: 'string', default: 'runs/results' } },
});
if (values.data === undefined)
  throw new RangeError('results: expected --data MANIFEST, got none. Name a manifest.csv in the layout of LUMA.');
const data = resolve(values.data);
const folder = resolve(values.run);
const seeds = values.seeds.split(',').map(Number);
mkdirSync(folder, { recursive: true });

const lines: Line[] = [
  { name: 'plain MMAE: joint reconstruction only', experiment: 'plain', method: 'mmae' },
  { name: 'stage 1 alone (`reconstruct`)', experiment: 'reconstruct', method: 'mmae' },
  { name: '**`luma`: two stages**', experiment: 'luma', method: 'mmae' },
  { name: 'PCA', experiment: 'luma', method: 'pca' },
  { name: 'MCCA', experiment: 'luma', method: 'mcca' },
  { name: 'MCCA, self-labelled', experiment: 'luma', method: 'selfLabelledMcca' },
  { name: 'control: pairs shuffled', experiment: 'luma', method: 'control.shuffledPairs' },
  { name: 'control: untrained', experiment: 'luma', method: 'control.untrained' },
];

const scored = lines.map((line) => ({ line, scores: seeds.map((seed) => scoresOf(line, seed)) }));
const page = join(workspace, 'docs/results.md');
const [before, after] = readFileSync(page, 'utf8').split(/<!-- table -->[^]*<!-- \/table -->/);
writeFileSync(page, `${before}<!-- table -->\n${toTable(scored, seeds.length)}\n<!-- /table -->${after}`);

function scoresOf({ experiment, method }: Line, seed: number): Scores {
  const run = join(folder, `${experiment}-${seed}`);
  if (!existsSync(join(run, 'evaluation.json'))) trainAndScore(run, experiment, seed);
  const { methods, controls } = JSON.parse(readFileSync(join(run, 'evaluation.json'), 'utf8'));
  return method.startsWith('control.') ? controls[method.slice('control.'.length)].test : methods[method].test;
}

function trainAndScore(run: string, experiment: string, seed: number): void {
  const controls = experiment === 'luma' ? ['--controls'] : [];
  const start = [experiment, '--data', data, '--run', run, '--seed', String(seed), ...controls];
  command('trainer/bin/mmae-train.js', existsSync(join(run, 'config.json')) ? ['--resume', run] : start);
  command('reporter/bin/mmae-report.js', [run]);
}

function command(bin: string, args: readonly string[]): void {
  execFileSync(process.execPath, [join(workspace, 'apps', bin), ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
}
