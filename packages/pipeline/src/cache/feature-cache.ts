import { toReadError } from '@mmae/run-folder';
import { createHash, randomUUID } from 'node:crypto';
import { closeSync, fstatSync, mkdirSync, openSync, utimesSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { cacheBound, onCacheDisk, packsIn, prune } from './cache-folder.ts';
import { readRecord, recordsIn, toRecord, type PackRecord } from './cache-pack.ts';

/**
 * What was extracted from media, kept between runs: bytes by key, in packs. Every process appends to a pack of its own, so that two never meet; of
 * two records of one key the one in the later pack counts. A record that was torn or damaged is as if it were not there.
 *
 * The folder is bounded: as a cache is closed, the packs that were not used for longest go until the others fit. What was used since this process
 * began stays, even where it alone is more.
 */
export interface FeatureCache {
  /** @returns undefined where there is none, or it is damaged */
  get(key: string): Uint8Array | undefined;
  put(key: string, value: Uint8Array): void;
  close(): void;
}

interface OpenPack {
  readonly file: number;
  readonly path: string;
  isUsed: boolean;
}

/** File systems tell times to two seconds at worst. */
const timeStepMs = 2000;

/** A key of 16 bytes, as hexadecimal, of whatever decides the value. */
export function cacheKey(...parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

/**
 * Opens the cache of that name in a folder, which is made where it is not there.
 *
 * @throws RunFolderError, here and in `put`, where the disk is full, read-only or closed to us
 * @throws InputError where `MMAE_CACHE_GB` is no bound
 */
export function openFeatureCache(folder: string, name: string): FeatureCache {
  const boundBytes = cacheBound();
  onCacheDisk('featureCache', folder, () => mkdirSync(folder, { recursive: true }));
  const packs = packsIn(folder).flatMap((pack) => (pack.name === name ? openPack(pack.path) : []));
  const places = new Map<string, PackRecord & { readonly pack: OpenPack }>();
  for (const pack of packs) {
    for (const record of reading(pack.path, () => [...recordsIn(pack.file)])) places.set(record.key, { ...record, pack });
  }
  let own: OpenPack | undefined;

  return {
    get(key) {
      const place = places.get(key);
      const value = place && reading(place.pack.path, () => readRecord(place.pack.file, place));
      if (value) use(place.pack);
      return value;
    },
    put(key, value) {
      const pack = (own ??= onCacheDisk('featureCache', folder, () => beginPack(folder, name)));
      if (!packs.includes(pack)) packs.push(pack);
      const offset = fstatSync(pack.file).size;
      onCacheDisk('featureCache', folder, () => writeFully(pack.file, toRecord(key, value)));
      places.set(key, { key, offset, length: value.length, pack });
    },
    close() {
      for (const { file } of packs) closeSync(file);
      const used = new Set(packs.filter(({ isUsed }) => isUsed).map(({ path }) => path));
      prune(folder, boundBytes, ({ path, usedMs }) => used.has(path) || usedMs >= performance.timeOrigin - timeStepMs);
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

/** @returns none where another process has removed it */
function openPack(path: string): OpenPack[] {
  try {
    return [{ file: openSync(path, 'r'), path, isUsed: false }];
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw toReadError('featureCache', path, cause);
  }
}

function beginPack(folder: string, name: string): OpenPack {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.${Date.now()}-${randomUUID()}.pack`);
  return { file: openSync(path, 'ax+'), path, isUsed: true };
}

/** The time of a pack's file says when it was used last. */
function use(pack: OpenPack): void {
  if (pack.isUsed) return;
  pack.isUsed = true;
  try {
    const now = new Date();
    utimesSync(pack.path, now, now);
  } catch {
    // another user's, or removed by another process: it is read all the same
  }
}

function writeFully(file: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
}
