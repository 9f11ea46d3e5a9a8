import { spawn, type ChildProcess } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import type { Values } from './row.ts';
import type { Round } from './statistics.ts';

/** A prepared process that works on request. */
export interface Side {
  /** Does the work once. @throws Error with the process's last output, if it exits */
  round(): Promise<Round>;
  /** Does the work once and returns the results. */
  check(): Promise<Values>;
  close(): Promise<void>;
}

interface Reply extends Round {
  readonly values?: Values;
}

/** Thread counts for the libraries of both sides; sharp uses one thread per image and processes several images at a time. */
const twoThreads = Object.fromEntries(
  ['OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS', 'MKL_NUM_THREADS', 'NUMEXPR_NUM_THREADS', 'NUMBA_NUM_THREADS']
    .concat('TF_NUM_INTRAOP_THREADS', 'TF_NUM_INTEROP_THREADS')
    .map((name) => [name, '2']),
);

/** Starts a process that answers each input line with a line of JSON. @param onAllCores default false, on two cores */
export function startSide([program, ...args]: readonly string[], { onAllCores = false } = {}): Side {
  const [first, ...rest] = [...(onAllCores ? [] : onTwoCores()), program, ...args];
  const env = onAllCores ? process.env : { ...process.env, ...twoThreads };
  const child = spawn(first, rest, { stdio: ['pipe', 'pipe', 'pipe'], env });
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

/** A side whose results are read from disk. */
export function leaving(side: Side, results: () => Promise<Values>): Side {
  return { ...side, check: async () => (await side.check(), results()) };
}

const onTwoCores = () => (process.platform === 'linux' && availableParallelism() > 2 ? ['taskset', '--cpu-list', '0,1'] : []);

/** One request, one line of answer; lines that are not JSON objects come from libraries. */
function questions(child: ChildProcess): (question: string) => Promise<Reply> {
  let said = '';
  let waiting: { resolve(reply: Reply): void; reject(error: Error): void } | undefined;
  child.stderr!.on('data', (chunk) => (said = (said + chunk).slice(-2000)));
  child.stdin!.on('error', () => undefined); // reported when the process exits
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
