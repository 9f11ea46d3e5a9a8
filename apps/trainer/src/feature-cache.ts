import { toWriteError } from '@mmae/run-folder';
import { createHash, randomUUID } from 'node:crypto';
import { closeSync, fstatSync, mkdirSync, openSync, readdirSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';

/**
 * What was extracted from media, kept between runs: bytes by key, in append-only files of records
 * `[magic u32, crc32 of value u32, length of value u32, key 16 bytes, value]`, little-endian.
 * Every process appends to a file of its own, so that two never meet; of two records of one key the one in the later file counts. A record that
 * was torn or damaged is as if it were not there.
 */
export interface FeatureCache {
  get(key: string): Uint8Array | undefined;
  put(key: string, value: Uint8Array): void;
  close(): void;
}

interface Place {
  readonly file: number;
  readonly offset: number;
  readonly length: number;
  readonly crc: number;
}

const magic = 0x4341434d; // "MCAC"
const headerLength = 28;

/** A key of 16 bytes, as hexadecimal, of whatever decides the value. */
export function cacheKey(...parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

/**
 * Opens the cache of that name in a folder, which is made where it is not there.
 *
 * @throws RunFolderError, here and in `put`, where the disk is full, read-only or closed to us
 */
export function openFeatureCache(folder: string, name: string): FeatureCache {
  const onDisk = <Result>(write: () => Result): Result => {
    try {
      return write();
    } catch (cause) {
      throw toWriteError('featureCache', folder, cause);
    }
  };
  onDisk(() => mkdirSync(folder, { recursive: true }));
  const places = new Map<string, Place>();
  const files = readdirSync(folder)
    .filter((file) => file.startsWith(`${name}.`) && file.endsWith('.pack'))
    .sort()
    .map((file) => openSync(join(folder, file), 'r'));
  for (const file of files) readPlaces(file, places);
  let own: number | undefined;
  let end = 0;

  return {
    get(key) {
      const place = places.get(key);
      return place && readValue(place);
    },
    put(key, value) {
      if (own === undefined) {
        own = onDisk(() => openSync(join(folder, `${name}.${Date.now()}-${randomUUID()}.pack`), 'ax+'));
        files.push(own);
      }
      const file = own;
      const crc = crc32(value);
      onDisk(() => writeFully(file, Buffer.concat([header(key, value.length, crc), value])));
      places.set(key, { file, offset: end + headerLength, length: value.length, crc });
      end += headerLength + value.length;
    },
    close() {
      for (const file of files) closeSync(file);
    },
  };
}

function header(key: string, length: number, crc: number): Buffer {
  const bytes = Buffer.alloc(headerLength);
  bytes.writeUInt32LE(magic, 0);
  bytes.writeUInt32LE(crc, 4);
  bytes.writeUInt32LE(length, 8);
  bytes.write(key, 12, 'hex');
  return bytes;
}

/** Stops at the first header that is none: what follows was torn or damaged, and is extracted again. */
function readPlaces(file: number, places: Map<string, Place>): void {
  const size = fstatSync(file).size;
  const bytes = Buffer.alloc(headerLength);
  for (let offset = 0; offset + headerLength <= size;) {
    readSync(file, bytes, 0, headerLength, offset);
    const length = bytes.readUInt32LE(8);
    if (bytes.readUInt32LE(0) !== magic || offset + headerLength + length > size) return;
    places.set(bytes.toString('hex', 12, 28), { file, offset: offset + headerLength, length, crc: bytes.readUInt32LE(4) });
    offset += headerLength + length;
  }
}

function readValue({ file, offset, length, crc }: Place): Uint8Array | undefined {
  const value = Buffer.alloc(length);
  readSync(file, value, 0, length, offset);
  return crc32(value) === crc ? value : undefined;
}

function writeFully(file: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
}

/** Where caches lie: `MMAE_CACHE`, else `mmae` in the user's cache folder. */
export function cacheFolder(): string {
  const { MMAE_CACHE, XDG_CACHE_HOME, HOME = '.' } = process.env;
  return MMAE_CACHE ?? join(XDG_CACHE_HOME ?? join(HOME, '.cache'), 'mmae');
}
