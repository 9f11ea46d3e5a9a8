// node --import ./tools/run-sources/register.mjs datasets/luma/scale/measure.ts LUMA_FOLDER
//
// Compiles a LUMA folder, extracts features, starts a second time, and trains until the end of the first epoch; prints the wall time, the CPU time and
// the peak resident set size of each step, read from /proc (Linux). Steps are killed once the measured part is done.
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

const isExtracted = (output: string) => /^\d+ samples, \d+ skipped/m.test(output);
/** Linux's unit of CPU time. */
const ticksPerSecond = 100;

await measured('compile', ['datasets/luma/bin/mmae-luma.js', 'compile', luma, '--out', join(work, 'compiled')]);
const data = ['--data', join(work, 'compiled'), '--media-root', luma];
await measured('first start, until all features are extracted', [train, 'check', 'full', ...data], isExtracted);
await measured('second start, to the same point', [train, 'check', 'full', ...data], isExtracted);
await measured('training until the end of the first epoch', [train, 'full', ...data, '--run', run], () =>
  existsSync(join(run, 'metrics.jsonl')),
);

/** Runs a command to its end, or kills it once `isDone`, which is called with its output so far. */
async function measured(name: string, args: readonly string[], isDone: (output: string) => boolean = () => false): Promise<void> {
  const began = performance.now();
  const child = spawn(process.execPath, args, { cwd: workspace, stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, MMAE_CACHE: join(work, 'cache') } }); // prettier-ignore
  const ended = new Promise<number | null>((end) => child.on('exit', end));
  let [output, usage, wasStopped] = ['', { peakKib: 0, processorSeconds: 0 }, false];
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const watch = setInterval(() => {
    usage = usageOf(child.pid!) ?? usage;
    if (isDone(output) && !wasStopped) wasStopped = child.kill('SIGKILL');
  }, 50);
  const code = await ended;
  clearInterval(watch);
  const seconds = (performance.now() - began) / 1000;
  if (code !== 0 && !wasStopped) throw new Error(`measure: expected ${args.join(' ')} to end with 0, got ${code}.\n${output}`);
  process.stdout.write(
    `| ${name} | ${seconds.toFixed(1)} s | ${usage.processorSeconds.toFixed(1)} s | ${(usage.peakKib / 2 ** 20).toFixed(2)} GiB |\n`,
  );
}

/** The usage of a process so far; undefined if it has just ended. */
function usageOf(pid: number): { peakKib: number; processorSeconds: number } | undefined {
  try {
    const peakKib = Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]);
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return { peakKib, processorSeconds: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond };
  } catch {
    return undefined;
  }
}
