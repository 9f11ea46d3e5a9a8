import { spawn, type ChildProcess } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import type { Values } from './row.ts';
import type { Round } from './statistics.ts';

/** A process that has prepared itself and waits: it works each time it is told to. */
export interface Side {
  /** Works once. @throws Error with what the process said, where it ends instead */
  round(): Promise<Round>;
  /** Works once, and tells what it computed. */
  check(): Promise<Values>;
  close(): Promise<void>;
}

interface Reply extends Round {
  readonly values?: Values;
}

/** Every library of either side that works with threads reads one of these; sharp takes a thread a picture, and several pictures at a time. */
const twoThreads = Object.fromEntries(
  ['OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS', 'MKL_NUM_THREADS', 'NUMEXPR_NUM_THREADS', 'NUMBA_NUM_THREADS']
    .concat('TF_NUM_INTRAOP_THREADS', 'TF_NUM_INTEROP_THREADS')
    .map((name) => [name, '2']),
);

/** Starts a process that answers each line it reads by a line of JSON, on two cores. */
export function startSide([program, ...args]: readonly string[]): Side {
  const [first, ...rest] = [...onTwoCores(), program, ...args];
  const child = spawn(first, rest, { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, ...twoThreads } });
  const ask = questions(child);
  return {
    round: async () => ask('go'),
    check: async () => (await ask('check')).values ?? {},
    close: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve();
        child.once('exit', () => resolve());
        child.stdin.end();
      }),
  };
}

/** A side that computes nothing it could answer with, but leaves it on disk. */
export function leaving(side: Side, results: () => Promise<Values>): Side {
  return { ...side, check: async () => (await side.check(), results()) };
}

const onTwoCores = () => (process.platform === 'linux' && availableParallelism() > 2 ? ['taskset', '--cpu-list', '0,1'] : []);

/** One question, one line of answer; what is no JSON object is chatter of a library. */
function questions(child: ChildProcess): (question: string) => Promise<Reply> {
  let said = '';
  let waiting: { resolve(reply: Reply): void; reject(error: Error): void } | undefined;
  child.stderr!.on('data', (chunk) => (said = (said + chunk).slice(-2000)));
  child.stdin!.on('error', () => undefined); // the exit tells
  createInterface({ input: child.stdout! }).on('line', (line) => line.startsWith('{') && waiting?.resolve(JSON.parse(line)));
  const ended = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('close', (code) => reject(new Error(`a side of the benchmark ended with ${code}: ${said.trim().split('\n').at(-1)}`)));
  });
  ended.catch(() => undefined);
  return (question) => {
    const answer = new Promise<Reply>((resolve, reject) => (waiting = { resolve, reject }));
    child.stdin!.write(`${question}\n`);
    return Promise.race([answer, ended]);
  };
}
