import { toReadError } from '@mmae/run-folder';
import { createHash, randomUUID } from 'node:crypto';
import { closeSync, fstatSync, mkdirSync, openSync, utimesSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { cacheBound, onCacheDisk, packsIn, prune } from './cache-folder.ts';
import { readRecord, recordsIn, toRecord, type PackRecord } from './pack.ts';

/**
 * Extracted values that are kept between runs, by key. They are stored in packs. Every process appends to a pack of its own, so that several can share
 * the folder; of two records with the same key the one in the newer pack is used. A truncated or damaged record counts as absent.
 *
 * The folder is bounded: closing a cache removes the least recently used packs until the others fit. Packs used since this process started are kept,
 * even where they alone exceed the bound.
 */
export interface FeatureCache {
  /** @returns undefined where the value is absent or damaged */
  get(key: string): Uint8Array | undefined;
  put(key: string, value: Uint8Array): void;
  close(): void;
}

interface OpenPack {
  readonly file: number;
  readonly path: string;
  isUsed: boolean;
}

/** The coarsest resolution of file times, that of FAT. */
const timeResolutionMs = 2000;

/** A key of 16 bytes in hexadecimal: a hash of everything that the value depends on. */
export function cacheKey(...parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

/**
 * Opens the cache of that name in a folder, which is created if necessary.
 *
 * @throws RunFolderError, here and in `put`, where the disk is full or read-only or access is denied
 * @throws InputError where `MMAE_CACHE_GB` is invalid
 */
export function openFeatureCache(folder: string, name: string): FeatureCache {
  const boundBytes = cacheBound();
  onCacheDisk('featureCache', folder, () => mkdirSync(folder, { recursive: true }));
  const packs = packsIn(folder).flatMap((pack) => (pack.name === name ? openPack(pack.path) : []));
  const records = new Map<string, PackRecord & { readonly pack: OpenPack }>();
  for (const pack of packs) {
    for (const record of reading(pack.path, () => [...recordsIn(pack.file)])) records.set(record.key, { ...record, pack });
  }
  let own: OpenPack | undefined;

  return {
    get(key) {
      const record = records.get(key);
      const value = record && reading(record.pack.path, () => readRecord(record.pack.file, record));
      if (value) markUsed(record.pack);
      return value;
    },
    put(key, value) {
      const pack = (own ??= onCacheDisk('featureCache', folder, () => createPack(folder, name)));
      if (!packs.includes(pack)) packs.push(pack);
      const offset = fstatSync(pack.file).size;
      onCacheDisk('featureCache', folder, () => writeFully(pack.file, toRecord(key, value)));
      records.set(key, { key, offset, length: value.length, pack });
    },
    close() {
      for (const { file } of packs) closeSync(file);
      const used = new Set(packs.filter(({ isUsed }) => isUsed).map(({ path }) => path));
      prune(folder, boundBytes, ({ path, usedMs }) => used.has(path) || usedMs >= performance.timeOrigin - timeResolutionMs);
    },
  };
}

function reading<Result>(path: string, read: () => Result): Result {
  try {
    return read();
  } catch (cause) {
    throw toReadError('featureCache', path, cause);
  }
}

/** @returns an empty list where another process has removed the file */
function openPack(path: string): OpenPack[] {
  try {
    return [{ file: openSync(path, 'r'), path, isUsed: false }];
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw toReadError('featureCache', path, cause);
  }
}

function createPack(folder: string, name: string): OpenPack {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.${Date.now()}-${randomUUID()}.pack`);
  return { file: openSync(path, 'ax+'), path, isUsed: true };
}

/** The modification time of a pack is the time of its last use. */
function markUsed(pack: OpenPack): void {
  if (pack.isUsed) return;
  pack.isUsed = true;
  try {
    const now = new Date();
    utimesSync(pack.path, now, now);
  } catch {
    // owned by another user, or removed by another process: it can still be read
  }
}

function writeFully(file: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
}
