import { InputError, toPrintable } from '@mmae/input';
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable } from 'node:stream';

/** Limits of a program that a user names. */
export interface ProgramLimits {
  readonly signal?: AbortSignal;
  /** after which it is ended */
  readonly timeLimitSeconds: number;
  /** of standard output, in bytes */
  readonly maxOutputBytes: number;
}

/** What a program printed. */
export interface ProgramOutput {
  readonly stdout: Buffer;
  /** the end of standard error */
  readonly stderr: string;
}

/** Kept of standard error, in bytes, and quoted of it, in lines. */
const [keptErrorBytes, quotedLines] = [2 ** 16, 3];
/** After which a program that ignores SIGTERM is killed. */
const graceMs = 5000;

type Child = ChildProcessByStdio<null, Readable, Readable>;

/**
 * Runs a program without a shell. It ends with this process, and with its limits.
 *
 * @throws InputError if it cannot be started, fails, prints too much or takes too long; the reason of `signal` once that is aborted
 */
export async function runProgram(program: string, args: readonly string[], limits: ProgramLimits): Promise<ProgramOutput> {
  const { signal, timeLimitSeconds, maxOutputBytes } = limits;
  signal?.throwIfAborted();
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
  const named = toPrintable(program);
  let failure: Error | undefined;
  const stop = (reason: Error) => {
    failure ??= reason;
    end(child);
  };
  const abort = () => stop(signal?.reason as Error);
  const endNow = () => child.kill('SIGKILL');
  const timer = setTimeout(
    () => stop(refusal(`${named} to end within ${timeLimitSeconds} s`, 'no end', 'Use a smaller model, or a longer limit.')),
    1000 * timeLimitSeconds,
  );
  signal?.addEventListener('abort', abort, { once: true });
  process.once('exit', endNow);
  try {
    const tooLong = () => stop(refusal(`at most ${maxOutputBytes} bytes from ${named}`, 'more', 'Let it print the transcript only.'));
    const [stdout, stderr, ended] = await Promise.all([
      collect(child.stdout, maxOutputBytes, tooLong),
      collectEnd(child.stderr),
      endOf(child, named),
    ]);
    if (failure) throw failure;
    if (ended !== '0') {
      const said = lastLines(stderr) || 'nothing on standard error';
      throw refusal(`${named} to end with exit code 0`, `${ended}, after: ${said}`, 'Run the command by hand to see more.');
    }
    return { stdout, stderr };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
    process.removeListener('exit', endNow);
  }
}

/** The last lines of what a program said, in one line that is safe to print. */
export const lastLines = (text: string): string => toPrintable(text.trim().split(/\s*\n\s*/).slice(-quotedLines).join(' / ')).slice(-600); // prettier-ignore

const refusal = (rule: string, got: string, remedy: string) => new InputError(`transcribe: expected ${rule}, got ${got}. ${remedy}`);

function end(child: Child): void {
  child.kill();
  const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
  child.once('close', () => clearTimeout(timer));
  child.stdout.resume(); // a program that fills a pipe would not end
}

/** The exit code, or the signal that ended it. */
function endOf(child: Child, named: string): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('close', (code, signal) => resolve(signal ?? String(code)));
    child.once('error', (error: NodeJS.ErrnoException) =>
      reject(refusal('a program that can be started', `${named} (${error.code ?? error.message})`, 'Install it, or write its full path.')),
    );
  });
}

async function collect(stream: Readable, maxBytes: number, onTooLong: () => void): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= maxBytes) chunks.push(chunk);
    else onTooLong();
  }
  return Buffer.concat(chunks);
}

async function collectEnd(stream: Readable): Promise<string> {
  let kept = Buffer.alloc(0);
  for await (const chunk of stream as AsyncIterable<Buffer>) kept = Buffer.concat([kept, chunk]).subarray(-keptErrorBytes);
  return kept.toString();
}
