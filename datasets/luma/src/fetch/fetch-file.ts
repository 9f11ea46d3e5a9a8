import { isLfsPointer } from '@mmae/files';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LumaError } from '../files/luma-file.ts';

/** A file of LUMA: where it is fetched from, and its expected size and digest. */
export interface Part {
  /** relative to the folder */
  readonly name: string;
  readonly url: string;
  readonly sizeBytes?: number;
  readonly sha256?: string;
}

export interface FetchOptions {
  /** attempts per file; default 6 */
  readonly numTries?: number;
  /** delay before the second attempt, doubled for every further one; default 500 */
  readonly firstWaitMs?: number;
  /** time without data after which a connection is closed; default 60 000 */
  readonly idleTimeoutMs?: number;
  readonly signal?: AbortSignal;
  readonly onBytes?: (numBytes: number) => void;
}

/** A failure after which another attempt may succeed. */
class RetryableError extends Error {
  /** the delay that the server requests with Retry-After */
  readonly waitMs: number;
  constructor(message: string, waitMs = 0) {
    super(message);
    this.waitMs = waitMs;
  }
}

const maxWaitMs = 60_000;

/**
 * Fetches a file to `FILE.part` and renames it once its size and digest are right. An interrupted download is resumed by a range request; a file
 * with a wrong digest is deleted and fetched again.
 *
 * @throws LumaError if the server refuses, or every attempt fails
 */
export async function fetchFile(part: Part, file: string, options: FetchOptions = {}): Promise<void> {
  const { numTries = 6, firstWaitMs = 500, signal } = options;
  await mkdir(dirname(file), { recursive: true });
  for (let numAttempts = 1; ; numAttempts++) {
    try {
      await download(part, `${file}.part`, options);
      await expectComplete(part, `${file}.part`);
      return await rename(`${file}.part`, file);
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof LumaError) throw error;
      if (numAttempts >= numTries) throw allFailed(part, numAttempts, error as Error);
      const wait = Math.min(maxWaitMs, Math.max(firstWaitMs * 2 ** (numAttempts - 1), error instanceof RetryableError ? error.waitMs : 0));
      await sleep(wait, undefined, { signal });
    }
  }
}

const allFailed = ({ url }: Part, numAttempts: number, error: Error) =>
  new LumaError(
    `fetchFile: expected ${url}, got ${error.message} in ${numAttempts} attempts. Check the connection, or name a mirror. What was fetched is kept.`,
  );

async function download(part: Part, file: string, { signal, idleTimeoutMs = 60_000, onBytes }: FetchOptions): Promise<void> {
  const numPresent = part.sha256 === undefined ? 0 : await sizeOf(file); // without a digest, parts of two versions could not be detected
  if (numPresent > 0 && numPresent === part.sizeBytes) return;
  const idle = new AbortController();
  let timer = setTimeout(() => idle.abort(), idleTimeoutMs);
  const restartTimer = () => void (clearTimeout(timer), (timer = setTimeout(() => idle.abort(), idleTimeoutMs)));
  try {
    const response = await fetch(part.url, {
      headers: { 'accept-encoding': 'identity', ...(numPresent > 0 && { range: `bytes=${numPresent}-` }) },
      signal: AbortSignal.any([idle.signal, ...(signal ? [signal] : [])]),
    });
    await expectOk(response, part, file, numPresent);
    await append(response, file, response.status === 206, (numBytes) => (restartTimer(), onBytes?.(numBytes)));
  } finally {
    clearTimeout(timer);
  }
}

/** 408, 429 and 5xx can be retried; after 416 or a wrong range, the partial file is useless; any other status is final. */
async function expectOk(response: Response, { url }: Part, file: string, numPresent: number): Promise<void> {
  const { status, headers } = response;
  if (status === 200) return;
  if (status === 206 && headers.get('content-range')?.startsWith(`bytes ${numPresent}-`)) return;
  await response.body?.cancel();
  if (status === 206 || status === 416) await rm(file, { force: true });
  else if (status !== 429 && status !== 408 && status < 500) {
    throw new LumaError(`fetchFile: expected status 200, got ${status} for ${url}. Correct the base address, or fetch it by hand.`);
  }
  throw new RetryableError(`status ${status}`, 1000 * (Number(headers.get('retry-after')) || 0));
}

async function append(response: Response, file: string, isResumed: boolean, onBytes: (numBytes: number) => void): Promise<void> {
  const expected = Number(response.headers.get('content-length') ?? NaN);
  let received = 0;
  const handle = await open(file, isResumed ? 'a' : 'w');
  try {
    for await (const chunk of response.body ?? []) {
      await handle.write(chunk as Uint8Array);
      received += (chunk as Uint8Array).length;
      onBytes((chunk as Uint8Array).length);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  if (received < expected) throw new RetryableError(`${received} of ${expected} bytes`);
}

/** Deletes a wrong file, but keeps a partial one to be resumed. @throws RetryableError */
async function expectComplete(part: Part, file: string): Promise<void> {
  const problem = await findProblem(part, file);
  if (!problem) return;
  const isPartial = part.sizeBytes !== undefined && (await sizeOf(file)) < part.sizeBytes && !problem.includes('pointer');
  if (!isPartial) await rm(file, { force: true });
  throw new RetryableError(problem);
}

/** How a file differs from what it should be, in words; undefined if it does not. */
export async function findProblem({ sizeBytes, sha256 }: Part, file: string): Promise<string | undefined> {
  const size = await sizeOf(file);
  if (size === 0) return 'missing or empty';
  const { digest, head } = await digestOf(file);
  const isRight = sha256 !== undefined && digest === sha256;
  if (!isRight && isLfsPointer(head)) return 'a Git LFS pointer in place of the file';
  if (sizeBytes !== undefined && size !== sizeBytes) return `${size} of ${sizeBytes} bytes`;
  return sha256 === undefined || isRight ? undefined : `sha-256 ${digest} instead of ${sha256}`;
}

const sizeOf = (file: string): Promise<number> => stat(file).then(({ size }) => size, () => 0); // prettier-ignore

async function digestOf(file: string) {
  const hash = createHash('sha256');
  let head: Uint8Array = Buffer.alloc(0);
  for await (const chunk of createReadStream(file)) {
    if (head.length === 0) head = chunk as Buffer;
    hash.update(chunk as Buffer);
  }
  return { digest: hash.digest('hex'), head };
}
