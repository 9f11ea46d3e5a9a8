import { InputError } from '@mmae/input';
import { RunFolderError } from '@mmae/run-folder';
import {
  findMediaFile,
  UnusableMediaError,
  type Extractor,
  type Manifest,
  type Media,
  type MediaFile,
  type Modality,
  type Skipped,
} from '@mmae/samples';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { cacheKey, type FeatureCache } from './cache/feature-cache.ts';

/** The raw values of one modality for every sample of a manifest. They are read from the cache when needed. */
export interface Extraction {
  /** the raw value by sample index in the manifest; undefined where the sample has none, or its media cannot be used */
  raw(sample: number): unknown;
  /** `[numSamples]`: 1 where `raw` has a value */
  readonly present: Uint8Array;
  readonly skipped: readonly Skipped[];
  /** number of values that were extracted now, not found in the cache */
  readonly numExtracted: number;
  /** the cache key of each sample's value; undefined where it has none */
  readonly keys: ExtractedKeys;
  /** files that have changed or were deleted since an earlier extraction, whose values are used again; sorted */
  readonly changed: readonly string[];
}

/** Cache keys by sample index in the manifest. */
export type ExtractedKeys = readonly (string | undefined)[];

export interface ExtractionOptions {
  readonly cache: FeatureCache;
  /** what else a raw value depends on: the extractor's name and options */
  readonly identity: unknown;
  /** compare the contents of files with what was cached, not only path, size and time */
  readonly verify?: boolean;
  /** keys of an earlier extraction of the same samples, whose values are to be used again even where files have changed */
  readonly earlier?: ExtractedKeys;
  readonly signal?: AbortSignal;
  onProgress?(numDone: number, numTotal: number): void;
}

/** Files of a modality that are extracted concurrently: sharp has four threads, and reading waits for the disk. */
const numConcurrent = 8;

/**
 * Extracts one modality of every sample. Media that cannot be used are listed in `skipped` with the reason.
 *
 * @throws RunFolderError where the cache cannot be read or written
 */
export async function extractModality(
  manifest: Manifest,
  modality: Modality,
  extractor: Extractor,
  options: ExtractionOptions,
): Promise<Extraction> {
  const { samples } = manifest;
  const keys: (string | undefined)[] = Array.from({ length: samples.length });
  const skipped: Skipped[] = [];
  const changed: string[] = [];
  const having = Array.from(samples.keys()).filter((index) => Object.hasOwn(samples[index].media, modality));
  let [next, numDone, numExtracted] = [0, 0, 0];

  const work = async () => {
    while (next < having.length) {
      options.signal?.throwIfAborted();
      const index = having[next++];
      const { id, media } = samples[index];
      const item = media[modality];
      const file = item.kind === 'file' ? item.path : '';
      try {
        const found = await extractAgain(manifest.mediaRoot, item, extractor, options, index);
        keys[index] = found.key;
        if (found.isNew) numExtracted += 1;
        if (found.isChanged) changed.push(file);
      } catch (error) {
        if (error instanceof InputError && !(error instanceof UnusableMediaError)) throw error; // of the cache or an encoder, not of this file
        skipped.push({ id, modality, file, reason: reasonOf(error) });
      }
      options.onProgress?.(++numDone, having.length);
    }
  };
  await Promise.all(Array.from({ length: numConcurrent }, work));

  return {
    raw: (sample) => readRaw(extractor, options.cache, keys[sample]),
    present: Uint8Array.from(keys, (key) => (key ? 1 : 0)),
    skipped: skipped.sort((a, b) => (a.id < b.id ? -1 : 1)),
    numExtracted,
    keys,
    changed: changed.sort(),
  };
}

interface Extracted {
  readonly key: string;
  /** whether it was extracted now */
  readonly isNew: boolean;
  readonly isChanged?: boolean;
}

/** As `extractOne`, but with the value of an earlier extraction, where there was one. */
async function extractAgain(
  mediaRoot: string,
  media: Media,
  extractor: Extractor,
  options: ExtractionOptions,
  index: number,
): Promise<Extracted> {
  const { earlier, cache } = options;
  if (!earlier || media.kind !== 'file') return extractOne(mediaRoot, media, extractor, options);
  const key = earlier[index];
  if (key === undefined) return stillUnusable(mediaRoot, media, extractor, options);
  if (keyOf(mediaRoot, media, options) === key) return extractOne(mediaRoot, media, extractor, options);
  const known = cache.get(key);
  if (!known)
    throw new UnusableMediaError(
      'changed or deleted since the run began, and what was extracted from it then is no longer in the cache. Restore the file and its modification time.',
    );
  return { key, isNew: false, isChanged: !(await hasContent(mediaRoot, media.path, known)) };
}

/** Media that could not be used when a run began stay out of it. */
async function stillUnusable(mediaRoot: string, media: Media, extractor: Extractor, options: ExtractionOptions): Promise<never> {
  await extractOne(mediaRoot, media, extractor, options);
  throw new UnusableMediaError('could not be used when the run began. Start a new run to learn from it.');
}

/** A cached value is the SHA-256 of the file's content (32 bytes) and the bytes of the raw value. */
const digestLength = 32;

async function extractOne(
  mediaRoot: string,
  media: Media,
  extractor: Extractor,
  { cache, identity, verify }: ExtractionOptions,
): Promise<Extracted> {
  const located = media.kind === 'file' ? findMediaFile(mediaRoot, media.path) : undefined;
  const key = cacheKey(identity, located ?? identityOf(media));
  const known = cache.get(key);
  if (known && !(verify && located && !(await contentOf(located)).equals(digestOf(known)))) return { key, isNew: false };
  const raw = extractor.toBytes(await extractor.extract(located ? { kind: 'file', path: located.path } : media));
  const digest = located ? await contentOf(located) : Buffer.alloc(digestLength);
  if (located) expectUnchanged(mediaRoot, media as FileMedia, located);
  cache.put(key, Buffer.concat([digest, raw]));
  return { key, isNew: true };
}

type FileMedia = Extract<Media, { kind: 'file' }>;

/** The key of the current file; undefined where it cannot be found. */
function keyOf(mediaRoot: string, { path }: FileMedia, { identity }: ExtractionOptions): string | undefined {
  try {
    return cacheKey(identity, findMediaFile(mediaRoot, path));
  } catch {
    return undefined;
  }
}

async function hasContent(mediaRoot: string, path: string, known: Uint8Array): Promise<boolean> {
  try {
    return (await contentOf(findMediaFile(mediaRoot, path))).equals(digestOf(known));
  } catch {
    return false;
  }
}

const digestOf = (value: Uint8Array) => value.subarray(0, digestLength);

/** Refuses a file that was written or replaced while it was read. */
function expectUnchanged(mediaRoot: string, { path }: FileMedia, before: MediaFile): void {
  const after = findMediaFile(mediaRoot, path);
  if (after.sizeBytes === before.sizeBytes && after.modifiedMs === before.modifiedMs) return;
  throw new UnusableMediaError(`changed while it was read: ${path} is being written or replaced. Run again when it is complete.`);
}

/** Media as JSON. */
const identityOf = (media: Media) => (media.kind === 'pixels' ? { ...media, data: Buffer.from(media.data).toString('base64') } : media);

function readRaw(extractor: Extractor, cache: FeatureCache, key: string | undefined): unknown {
  if (key === undefined) return undefined;
  const value = cache.get(key);
  if (value) return extractor.fromBytes(value.subarray(digestLength));
  throw new RunFolderError(
    `extraction: expected the value of ${key} in the feature cache, got none: its file was damaged or deleted during the run. Resume the run to extract it again.`,
  );
}

/** Files up to this size are read in one call, which is faster than a stream. */
const maxBytesAtOnce = 2 ** 20;

async function contentOf({ path, sizeBytes }: MediaFile): Promise<Buffer> {
  const hash = createHash('sha256');
  if (sizeBytes <= maxBytesAtOnce) return hash.update(await readFile(path)).digest();
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest();
}

function reasonOf(error: unknown): string {
  if (error instanceof UnusableMediaError) return error.message;
  return `unreadable: ${error instanceof Error ? error.message : String(error)}`;
}
