// node --import ./tools/run-sources/register.mjs apps/trainer/scale/memory.ts NUM_SAMPLES [mmae-train's --set …]
//
// Trains the full model for one epoch per stage, without baselines, on NUM_SAMPLES samples whose media are drawn at random from the sample corpus, and prints
// the resident memory and the current phase every ten seconds (from /proc, so on Linux only), and the peak.
import { parse } from 'csv-parse/sync';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { seededRandom } from '@mmae/random';

const [numSamples, ...overrides] = process.argv.slice(2);
if (!(Number(numSamples) >= 100)) throw new RangeError(`memory: expected NUM_SAMPLES of 100 or more, got ${numSamples}.`);
const workspace = fileURLToPath(new URL('../../..', import.meta.url));
const corpus = join(workspace, 'packages/sample-corpus/corpus');
const folder = mkdtempSync(join(tmpdir(), 'mmae-scale-'));

writeFileSync(join(folder, 'manifest.jsonl'), drawnSamples(Number(numSamples)).map((row) => `${JSON.stringify(row)}\n`).join('')); // prettier-ignore
const short = ['reconstruct', 'agree'].flatMap((stage) => [`${stage}.training.epochs=1`, `${stage}.training.minSteps=1`]);
const baselines = ['raw', 'pca', 'pcaFilled', 'pcaPerModality', 'pcaPerModalityWhitened', 'mcca', 'mccaForRetrieval', 'selfLabelledMcca'];
const set = [...short.map((override) => `model.stages.${override}`), ...baselines.map((name) => `baselines.${name}=null`), 'refit=false'];
const args = ['full', '--data', join(folder, 'manifest.jsonl'), '--media-root', corpus, '--run', join(folder, 'run')];
const child = spawn(
  process.execPath,
  ['apps/trainer/bin/mmae-train.js', ...args, ...set.flatMap((override) => ['--set', override]), ...overrides],
  { cwd: workspace, stdio: ['ignore', 'ignore', 'pipe'] },
);
const ended = new Promise<number | null>((end) => child.on('exit', end));
let phase = '';
child.stderr.on('data', (chunk: Buffer) => (phase = chunk.toString().trimEnd().split('\n').at(-1)!));
const began = performance.now();
process.stdout.write('| seconds | resident | phase |\n|---|---|---|\n');
let peak = 0;
const watch = setInterval(report, 10_000);
const code = await ended;
clearInterval(watch);
process.stdout.write(`\npeak: ${peak} MB\n`);
rmSync(folder, { recursive: true });
process.exitCode = code ?? 1;

interface Row {
  readonly [column: string]: string;
}

/** Random samples whose image, audio and text share only the label; 8 of 10 are train. */
function drawnSamples(count: number): Row[] {
  const rows = parse(readFileSync(join(corpus, 'manifest.csv')), { columns: true }) as Row[];
  const labels = [...new Set(rows.map(({ label }) => label))];
  const byLabel = labels.map((label) => rows.filter((row) => row.label === label));
  const random = seededRandom(1);
  return Array.from({ length: count }, (_, i) => {
    const ofLabel = byLabel[random.integer(labels.length)];
    const drawn = (column: string) => ofLabel[random.integer(ofLabel.length)][column];
    const split = ['validation', 'test'][i % 10] ?? 'train';
    return { id: `s${i}`, split, label: ofLabel[0].label, image: drawn('image'), audio: drawn('audio'), text: drawn('text') };
  });
}

function report(): void {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  const megabytes = (name: string) => Math.round(Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1] ?? 0) / 1000);
  peak = Math.max(peak, megabytes('VmHWM'));
  process.stdout.write(`| ${((performance.now() - began) / 1000).toFixed(0)} | ${megabytes('VmRSS')} MB | ${phase} |\n`);
}
