import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

/** ffmpeg ended before its work was done, through no fault of the film: it was killed, or printed nothing for too long. Trying again may help. */
export class FfmpegStopped extends Error {
  override readonly name = 'FfmpegStopped';
}

export interface FfmpegOptions {
  readonly signal?: AbortSignal | undefined;
  /** seconds without output, while output is being waited for, after which ffmpeg is killed; 300 */
  readonly stallSeconds?: number | undefined;
  /** receives every line that ffmpeg prints to stderr */
  readonly onLine?: ((line: string) => void) | undefined;
}

export interface RunningFfmpeg {
  readonly pid: number | undefined;
  /** what ffmpeg writes to stdout, as it is asked for: while nobody asks, ffmpeg waits */
  output(): AsyncGenerator<Buffer, void, undefined>;
  /** how it ended, once it has */
  readonly ended: Promise<{ code: number | null }>;
  /** kills it and waits until it is gone */
  stop(): Promise<void>;
}

const running = new Set<ChildProcess>();
const killAll = () => running.forEach((child) => child.kill('SIGKILL'));

/**
 * Starts ffmpeg. It ends with this process: an exit kills it, and when this process is killed itself, ffmpeg ends at its next write to the closed pipe.
 *
 * @throws FfmpegStopped from `output()` and `ended` if it was killed from outside or stalled; the reason of `signal` once that is aborted
 */
export function startFfmpeg(
  path: string,
  args: readonly string[],
  { signal, stallSeconds = 300, onLine }: FfmpegOptions = {},
): RunningFfmpeg {
  signal?.throwIfAborted();
  const child = spawn(path, ['-hide_banner', '-nostdin', '-nostats', ...args], { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
  if (running.size === 0) process.on('exit', killAll);
  running.add(child);
  let stopped: 'stalled' | 'wanted' | undefined;
  const kill = () => child.kill('SIGKILL');
  signal?.addEventListener('abort', kill);
  if (onLine) createInterface({ input: child.stderr, crlfDelay: Infinity }).on('line', onLine);
  else child.stderr.resume();

  const ended = new Promise<{ code: number | null }>((resolve, reject) => {
    child.on('error', reject); // it could not be started
    child.on('close', (code, killedBy) => {
      if (signal?.aborted) reject(signal.reason as Error);
      else if (stopped === 'stalled') reject(stalled(stallSeconds));
      else if (killedBy && stopped !== 'wanted')
        reject(new FfmpegStopped(`ffmpeg was killed (${killedBy}) before it had finished. Try again.`));
      else resolve({ code });
    });
  }).finally(() => {
    running.delete(child);
    if (running.size === 0) process.off('exit', killAll);
    signal?.removeEventListener('abort', kill);
  });
  ended.catch(() => undefined); // whoever awaits it gets the error; nobody has to

  return {
    pid: child.pid,
    ended,
    async *output() {
      const chunks = (child.stdout as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
      for (;;) {
        const timer = setTimeout(() => {
          stopped = 'stalled';
          kill();
        }, stallSeconds * 1000);
        const next = await chunks.next().finally(() => clearTimeout(timer));
        if (next.done) return;
        yield next.value;
      }
    },
    async stop() {
      stopped ??= 'wanted';
      kill();
      child.stdout.destroy();
      await ended.catch(() => undefined);
    },
  };
}

const stalled = (seconds: number) =>
  new FfmpegStopped(
    `ffmpeg was killed: expected output within ${seconds} s, got none. Check that the disk with the film responds, then try again.`,
  );
