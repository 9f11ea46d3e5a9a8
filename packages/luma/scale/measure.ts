// node --import ./tools/run-sources/register.mjs packages/luma/scale/measure.ts LUMA_FOLDER
//
// Compiles, extracts, starts a second time and trains to the first epoch's end; prints wall time and the largest resident set of each, by /proc (Linux).
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const [given] = process.argv.slice(2);
if (given === undefined) throw new RangeError('measure: expected a LUMA_FOLDER, got none. Make one with synthetic-luma.ts.');
const luma = resolve(given);
const workspace = fileURLToPath(new URL('../../..', import.meta.url));
const work = join(luma, 'measured');
rmSync(work, { recursive: true, force: true });
const run = join(work, 'run');
const train = 'apps/trainer/bin/mmae-train.js';

await measured('compile', ['packages/luma/bin/mmae-luma.js', 'compile', luma, '--out', join(work, 'compiled')]);
await measured('first start: extraction of all', [train, 'check', 'luma', '--data', luma]);
await measured('second start', [train, 'check', 'luma', '--data', luma]);
await measured('training to the first epoch’s end', [train, 'luma', '--data', luma, '--run', run], () =>
  existsSync(join(run, 'metrics.jsonl')),
);

/** Runs a command, to its end or until it has come far enough. */
async function measured(name: string, args: readonly string[], isFarEnough: () => boolean = () => false): Promise<void> {
  const began = performance.now();
  const child = spawn(process.execPath, args, { cwd: workspace, stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, MMAE_CACHE: join(work, 'cache') } }); // prettier-ignore
  const ended = new Promise<number | null>((end) => child.on('exit', end));
  let [peakKib, wasStopped] = [0, false];
  const watch = setInterval(() => {
    peakKib = Math.max(peakKib, peakOf(child.pid!));
    if (isFarEnough() && !wasStopped) wasStopped = child.kill('SIGTERM');
  }, 100);
  const code = await ended;
  clearInterval(watch);
  const seconds = (performance.now() - began) / 1000;
  if (code !== 0 && !wasStopped) throw new Error(`measure: expected ${args.join(' ')} to end with 0, got ${code}. See above.`);
  process.stdout.write(`| ${name} | ${seconds.toFixed(0)} s | ${(peakKib / 2 ** 20).toFixed(2)} GiB |\n`);
}

function peakOf(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0; // it has just ended
  }
}
