import { existsSync, statSync } from 'node:fs';
import { mkdir, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { LumaError } from '../files/luma-file.ts';
import { fetchFile, findProblem, type FetchOptions, type Part } from './fetch-file.ts';

export interface FetchPartsOptions extends FetchOptions {
  /** number of parallel downloads; default 8 */
  readonly numAtOnce?: number;
  /** called once, with the parts to fetch */
  readonly onMissing?: (missing: readonly Part[]) => void;
  /** called for each part that is complete */
  readonly onPart?: (part: Part) => void;
}

/** A part that is missing or wrong, and why. */
export interface WrongPart {
  readonly name: string;
  readonly reason: string;
}

/**
 * Fetches the parts that are missing or wrong, several in parallel.
 *
 * @throws LumaError if the disk is too small or a part cannot be fetched; the others are kept
 */
export async function fetchParts(folder: string, parts: readonly Part[], options: FetchPartsOptions = {}): Promise<void> {
  await mkdir(folder, { recursive: true });
  const wrong = new Set((await verifyParts(folder, parts)).map(({ name }) => name));
  const missing = parts.filter(({ name }) => wrong.has(name));
  options.onMissing?.(missing);
  await expectSpace(folder, missing);
  await eachOf(missing, options.numAtOnce ?? 8, async (part) => {
    await fetchFile(part, join(folder, part.name), options);
    options.onPart?.(part);
  });
}

/** The parts that are missing, have a wrong size or digest, or are Git LFS pointers. */
export async function verifyParts(folder: string, parts: readonly Part[], numAtOnce = 8): Promise<WrongPart[]> {
  const reasons = new Map<string, string>();
  await eachOf(parts, numAtOnce, async (part) => {
    const reason = await findProblem(part, join(folder, part.name));
    if (reason) reasons.set(part.name, reason);
  });
  return parts.flatMap(({ name }) => (reasons.has(name) ? [{ name, reason: reasons.get(name)! }] : []));
}

async function expectSpace(folder: string, parts: readonly Part[]): Promise<void> {
  const numPresent = ({ name }: Part) => (existsSync(join(folder, `${name}.part`)) ? statSync(join(folder, `${name}.part`)).size : 0);
  const needed = parts.reduce((total, part) => total + Math.max(0, (part.sizeBytes ?? 0) - numPresent(part)), 0);
  const { bavail, bsize } = await statfs(folder);
  if (needed > bavail * bsize) {
    throw new LumaError(
      `fetchParts: expected ${needed} bytes free in ${folder}, got ${bavail * bsize}. Free some, or name another folder.`,
    );
  }
}

/** Processes several items in parallel. After a failure no further item is started; it is thrown once the items in progress have ended. */
async function eachOf<T>(items: readonly T[], numAtOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  const failures: unknown[] = [];
  const worker = async () => {
    for (const item of queue) {
      if (failures.length > 0) return;
      await work(item).catch((error: unknown) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: numAtOnce }, worker));
  if (failures.length > 0) throw failures[0];
}
