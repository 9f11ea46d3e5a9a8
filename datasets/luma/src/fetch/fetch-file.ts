import { isLfsPointer } from '@mmae/files';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LumaError } from '../luma-error.ts';

/** A file of LUMA's, where it comes from and what it must be. */
export interface Part {
  /** relative to the folder */
  readonly name: string;
  readonly url: string;
  readonly sizeBytes?: number;
  readonly sha256?: string;
}

export interface FetchOptions {
  /** tries of one file before it is given up; default 6 */
  readonly numTries?: number;
  /** wait before the second try, doubled for each further one; default 500 */
  readonly firstWaitMs?: number;
  /** silence after which a connection counts as cut; default 60 000 */
  readonly silenceMs?: number;
  readonly signal?: AbortSignal;
  readonly onBytes?: (numBytes: number) => void;
}

/** What another try may mend. */
class Mishap extends Error {
  readonly waitMs: number;
  constructor(message: string, waitMs = 0) {
    super(message);
    this.waitMs = waitMs;
  }
}

const longestWaitMs = 60_000;

/**
 * Fetches a file beside its place as `.part`, goes on by range where an earlier try ended, and moves it there only once its size and digest are
 * right; a wrong one is thrown away and fetched anew.
 *
 * @throws LumaError where the server refuses it or every try failed
 */
export async function fetchFile(part: Part, file: string, options: FetchOptions = {}): Promise<void> {
  const { numTries = 6, firstWaitMs = 500, signal } = options;
  await mkdir(dirname(file), { recursive: true });
  for (let numTried = 1; ; numTried++) {
    try {
      await download(part, `${file}.part`, options);
      await expectRight(part, `${file}.part`);
      return await rename(`${file}.part`, file);
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof LumaError) throw error;
      if (numTried >= numTries) throw givenUp(part, numTried, error as Error);
      const wait = Math.min(longestWaitMs, Math.max(firstWaitMs * 2 ** (numTried - 1), error instanceof Mishap ? error.waitMs : 0));
      await sleep(wait, undefined, { signal });
    }
  }
}

const givenUp = ({ url }: Part, numTried: number, error: Error) =>
  new LumaError(
    `fetchFile: expected ${url}, got ${error.message} in ${numTried} tries. Check the connection, or name a mirror; what came is kept.`,
  );

async function download(part: Part, file: string, { signal, silenceMs = 60_000, onBytes }: FetchOptions): Promise<void> {
  const have = part.sha256 === undefined ? 0 : await sizeOf(file); // without a digest, two halves of two versions would pass
  if (have > 0 && have === part.sizeBytes) return;
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), silenceMs);
  const heard = () => void (clearTimeout(timer), (timer = setTimeout(() => silence.abort(), silenceMs)));
  try {
    const response = await fetch(part.url, {
      headers: { 'accept-encoding': 'identity', ...(have > 0 && { range: `bytes=${have}-` }) },
      signal: AbortSignal.any([silence.signal, ...(signal ? [signal] : [])]),
    });
    await expectOk(response, part, file, have);
    await append(response, file, response.status === 206, (numBytes) => (heard(), onBytes?.(numBytes)));
  } finally {
    clearTimeout(timer);
  }
}

/** 429 and 5xx pass; 416 and a range other than asked for mean that what came before is of no use; any other status is final. */
async function expectOk(response: Response, { url }: Part, file: string, have: number): Promise<void> {
  const { status, headers } = response;
  if (status === 200) return;
  if (status === 206 && headers.get('content-range')?.startsWith(`bytes ${have}-`)) return;
  await response.body?.cancel();
  if (status === 206 || status === 416) await rm(file, { force: true });
  else if (status !== 429 && status !== 408 && status < 500) {
    throw new LumaError(`fetchFile: expected status 200, got ${status} for ${url}. Correct the base address, or fetch it by hand.`);
  }
  throw new Mishap(`status ${status}`, 1000 * (Number(headers.get('retry-after')) || 0));
}

async function append(response: Response, file: string, goesOn: boolean, onBytes: (numBytes: number) => void): Promise<void> {
  const expected = Number(response.headers.get('content-length') ?? NaN);
  let received = 0;
  const handle = await open(file, goesOn ? 'a' : 'w');
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
  if (received < expected) throw new Mishap(`${received} of ${expected} bytes`);
}

async function expectRight(part: Part, file: string): Promise<void> {
  const wrong = await whatIsWrong(part, file);
  if (!wrong) return;
  const isShort = part.sizeBytes !== undefined && (await sizeOf(file)) < part.sizeBytes && !wrong.includes('pointer');
  if (!isShort) await rm(file, { force: true });
  throw new Mishap(wrong);
}

/** In words, what tells a file from the one that it should be; nothing where it is right. */
export async function whatIsWrong({ sizeBytes, sha256 }: Part, file: string): Promise<string | undefined> {
  const size = await sizeOf(file);
  if (size === 0) return 'nothing there';
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
