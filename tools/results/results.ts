// `npm run results -- --data MANIFEST [--seeds 0,1,2] [--run runs/results]`: trains the experiments of docs/results.md with every seed, scores them, and
// writes their table. Runs that are done are left alone, so an interrupted one goes on.
import { parse } from 'csv-parse/sync';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { coreLabels, ofLabels, toCsv, withoutRepeats, type Row } from './manifests.ts';
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

const rows = parse(readFileSync(data), { columns: true }) as Row[];
const manifests = { all: data, core: write('core', ofLabels(rows, coreLabels)), unrepeated: write('unrepeated', withoutRepeats(rows)) };

const lines: Line[] = [
  { name: 'plain MMAE: joint reconstruction only', experiment: 'plain', manifest: 'all', method: 'mmae' },
  { name: 'stage 1 alone (`reconstruct`)', experiment: 'reconstruct', manifest: 'all', method: 'mmae' },
  { name: '**`luma`: two stages**', experiment: 'luma', manifest: 'all', method: 'mmae' },
  { name: 'PCA', experiment: 'luma', manifest: 'all', method: 'pca' },
  { name: 'MCCA', experiment: 'luma', manifest: 'all', method: 'mcca' },
  { name: 'MCCA, self-labelled', experiment: 'luma', manifest: 'all', method: 'selfLabelledMcca' },
  { name: 'control: pairs shuffled', experiment: 'luma', manifest: 'all', method: 'control.shuffledPairs' },
  { name: 'control: untrained', experiment: 'luma', manifest: 'all', method: 'control.untrained' },
  { name: '**`luma`**, ten core labels', experiment: 'luma', manifest: 'core', method: 'mmae' },
  { name: 'MCCA, self-labelled, ten core labels', experiment: 'luma', manifest: 'core', method: 'selfLabelledMcca' },
  { name: '**`luma`**, no clip and no text twice in train', experiment: 'luma', manifest: 'unrepeated', method: 'mmae' },
  { name: 'MCCA, self-labelled, no repeats', experiment: 'luma', manifest: 'unrepeated', method: 'selfLabelledMcca' },
];

const scored = lines.map((line) => ({ line, scores: seeds.map((seed) => scoresOf(line, seed)) }));
const page = join(workspace, 'docs/results.md');
const [before, after] = readFileSync(page, 'utf8').split(/<!-- table -->[^]*<!-- \/table -->/);
writeFileSync(page, `${before}<!-- table -->\n${toTable(scored, seeds.length)}\n<!-- /table -->${after}`);

function write(name: string, kept: readonly Row[]): string {
  const file = join(folder, `${name}.csv`);
  writeFileSync(file, toCsv(kept));
  return file;
}

function scoresOf({ experiment, manifest, method }: Line, seed: number): Scores {
  const run = join(folder, `${experiment}-${manifest}-${seed}`);
  if (!existsSync(join(run, 'evaluation.json'))) trainAndScore(run, experiment, manifest as keyof typeof manifests, seed);
  const { methods, controls } = JSON.parse(readFileSync(join(run, 'evaluation.json'), 'utf8'));
  return method.startsWith('control.') ? controls[method.slice('control.'.length)].test : methods[method].test;
}

function trainAndScore(run: string, experiment: string, manifest: keyof typeof manifests, seed: number): void {
  const controls = manifest === 'all' && experiment === 'luma' ? ['--controls'] : [];
  const start = [
    experiment,
    '--data',
    manifests[manifest],
    '--media-root',
    dirname(data),
    '--run',
    run,
    '--seed',
    String(seed),
    ...controls,
  ];
  command('trainer/bin/mmae-train.js', existsSync(join(run, 'config.json')) ? ['--resume', run] : start);
  command('reporter/bin/mmae-report.js', [run]);
}

function command(bin: string, args: readonly string[]): void {
  execFileSync(process.execPath, [join(workspace, 'apps', bin), ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
}
