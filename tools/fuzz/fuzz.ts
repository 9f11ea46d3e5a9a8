// npm run fuzz -- [--minutes M | --rounds N] [--seed N] [--target NAME …]: damaged files of every kind through the functions that commands call.
// Each must lead to a result or a documented error, with bounded memory and no console output. Failures are kept in .fuzz/.
import { fork } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { targets } from './targets/index.ts';
import type { Message } from './worker.ts';

/** An attempt that takes longer counts as hanging. */
const watchdogSeconds = 180;
const kept = '.fuzz';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    rounds: { type: 'string' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    target: { type: 'string', multiple: true, default: Object.keys(targets) },
  },
});
const unknown = values.target.find((name) => !Object.hasOwn(targets, name));
if (unknown !== undefined) throw new RangeError(`fuzz: expected --target of ${Object.keys(targets).join(', ')}, got ${unknown}. Name one.`);

const secondsOfTarget = values.rounds === undefined ? (60 * Number(values.minutes)) / values.target.length : Infinity;
console.log(
  `seed ${values.seed}; ${values.rounds === undefined ? `${values.minutes} minutes` : `${values.rounds} rounds`}: ${values.target.join(', ')}`,
);
let numFindings = 0;
for (const name of values.target) numFindings += await fuzz(name);
console.log(numFindings === 0 ? 'nothing found' : `${numFindings} findings, kept in ${kept}/`);
process.exitCode = numFindings === 0 ? 0 : 1;

/** Tries a target until its time or rounds are used up, in a new process after each crash. @returns number of failures */
async function fuzz(name: string): Promise<number> {
  const until = Date.now() + 1000 * secondsOfTarget;
  let [found, numAttempts, seed, rounds] = [0, 0, Number(values.seed), Number(values.rounds ?? Number.MAX_SAFE_INTEGER)];
  while (rounds > 0 && Date.now() < until && found < 20) {
    const ended = await work(name, { seed, rounds, until });
    for (const finding of ended.findings) keep(name, finding);
    found += ended.findings.length;
    numAttempts += ended.numAttempts;
    rounds -= ended.nextSeed - seed;
    seed = ended.nextSeed;
  }
  console.log(`${name}: ${numAttempts} attempts, ${found} findings`);
  return found;
}

interface Finding {
  readonly seed: number;
  readonly file: string;
  readonly text: string;
  readonly bytes: Buffer;
}

interface Ended {
  readonly findings: readonly Finding[];
  readonly numAttempts: number;
  readonly nextSeed: number;
}

async function work(name: string, { seed, rounds, until }: { seed: number; rounds: number; until: number }): Promise<Ended> {
  const folder = mkdtempSync(join(tmpdir(), `mmae-fuzz-${name}-`));
  const args = [name, folder, seed, rounds, Number.isFinite(until) ? until : Number.MAX_SAFE_INTEGER].map(String);
  const child = fork(fileURLToPath(new URL('worker.ts', import.meta.url)), args, {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: [...process.execArgv, '--disable-warning=ExperimentalWarning'],
  });
  const findings: Finding[] = [];
  const last = () => ({ ...lastAttempt(folder, seed), bytes: bytesOf(join(folder, 'attempt.bin')) });
  let [printed, numAttempts, hangs] = ['', 0, false];
  const bite = () => {
    hangs = true;
    child.kill('SIGKILL');
  };
  let watchdog = setTimeout(bite, 1000 * watchdogSeconds);
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  child.on('message', (message: Message) => {
    clearTimeout(watchdog);
    watchdog = setTimeout(bite, 1000 * watchdogSeconds);
    if (message.kind === 'progress') numAttempts = message.numAttempts;
    else
      findings.push({
        seed: message.seed,
        file: message.file,
        bytes: bytesOf(join(folder, `failure-${message.seed}.bin`)),
        text: `${message.error}\n\ndamages: ${message.damages}`,
      });
  });
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) => child.on('close', (...ended) => resolve(ended)));
  clearTimeout(watchdog);
  const { seed: lastSeed } = last();
  if (hangs) findings.push({ ...last(), text: `no attempt ended in ${watchdogSeconds} s` });
  else if (code !== 0) findings.push({ ...last(), text: `the process ended with ${signal ?? code}\n${printed}` });
  else if (printed !== '') findings.push({ ...last(), text: `printed:\n${printed}` });
  rmSync(folder, { recursive: true, force: true });
  return { findings, numAttempts, nextSeed: code === 0 ? seed + rounds : lastSeed + 1 };
}

/** The last attempt of a process that has exited; undefined if it exited before or while recording it. */
function lastAttempt(folder: string, seed: number): { seed: number; file: string } {
  try {
    return JSON.parse(readFileSync(join(folder, 'attempt.json'), 'utf8')) as { seed: number; file: string };
  } catch {
    return { seed, file: 'none' };
  }
}

function bytesOf(file: string): Buffer {
  return existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
}

function keep(target: string, { seed, file, text, bytes }: Finding): void {
  const place = join(kept, `${target}-${seed}-${file.replaceAll('/', '_')}`);
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, 'input.bin'), bytes);
  writeFileSync(join(place, 'finding.txt'), `npm run fuzz -- --target ${target} --seed ${seed} --rounds 1\nfile: ${file}\n\n${text}\n`);
  console.log(`\n${target}, seed ${seed}, ${file}: ${text.split('\n').slice(0, 4).join('\n  ')}\n  kept in ${place}/`);
}
