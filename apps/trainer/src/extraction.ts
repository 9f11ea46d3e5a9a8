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
import { cacheKey, type FeatureCache } from './feature-cache.ts';

/** What one modality's extractor made of every sample of a manifest. Values stay in the cache and are read as they are asked for. */
export interface Extraction {
  /** a sample's raw value by its place in the manifest; undefined where the sample has none, or lost it */
  raw(sample: number): unknown;
  /** `[numSamples]`: 1 where `raw` has a value */
  readonly present: Uint8Array;
  readonly skipped: readonly Skipped[];
  /** how many values were made now, not found in the cache */
  readonly numExtracted: number;
}

export interface ExtractionOptions {
  readonly cache: FeatureCache;
  /** whatever else decides a raw value: the room's name and options */
  readonly identity: unknown;
  /** trust no file's time: compare contents with what was extracted */
  readonly verify?: boolean;
  readonly signal?: AbortSignal;
  onProgress?(numDone: number, numTotal: number): void;
}

/** So many files of a modality are on their way at once: sharp's own threads are four, reading waits on disks. */
const numConcurrent = 8;

/** Runs an extractor over one modality of every sample; a file that fails costs that modality of that sample and is named. */
export async function extractModality(
  manifest: Manifest,
  modality: Modality,
  extractor: Extractor,
  options: ExtractionOptions,
): Promise<Extraction> {
  const { samples } = manifest;
  const keys: (string | undefined)[] = Array.from({ length: samples.length });
  const skipped: Skipped[] = [];
  const having = Array.from(samples.keys()).filter((index) => modality in samples[index].media);
  let [next, numDone, numExtracted] = [0, 0, 0];

  const work = async () => {
    while (next < having.length) {
      options.signal?.throwIfAborted();
      const index = having[next++];
      const { id, media } = samples[index];
      try {
        const { key, isNew } = await extractOne(manifest.mediaRoot, media[modality], extractor, options);
        keys[index] = key;
        if (isNew) numExtracted += 1;
      } catch (error) {
        if (error instanceof RunFolderError) throw error; // the disk of the cache, not the file
        skipped.push({ id, modality, file: media[modality].kind === 'file' ? media[modality].path : '', reason: reasonOf(error) });
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
  };
}

/** The cached value is the content's sha-256 (32 bytes) and the raw value's bytes. */
const digestLength = 32;

async function extractOne(mediaRoot: string, media: Media, extractor: Extractor, { cache, identity, verify }: ExtractionOptions) {
  const located = media.kind === 'file' ? findMediaFile(mediaRoot, media.path) : undefined;
  const key = cacheKey(identity, located ?? identityOf(media));
  const known = cache.get(key);
  if (known && !(verify && located && !(await contentOf(located)).equals(known.subarray(0, digestLength)))) return { key, isNew: false };
  const raw = extractor.toBytes(await extractor.extract(located ? { kind: 'file', path: located.path } : media));
  const digest = located ? await contentOf(located) : Buffer.alloc(digestLength);
  cache.put(key, Buffer.concat([digest, raw]));
  return { key, isNew: true };
}

/** Media as JSON can say it. */
const identityOf = (media: Media) => (media.kind === 'pixels' ? { ...media, data: Buffer.from(media.data).toString('base64') } : media);

function readRaw(extractor: Extractor, cache: FeatureCache, key: string | undefined): unknown {
  const value = key && cache.get(key);
  return value ? extractor.fromBytes(value.subarray(digestLength)) : undefined;
}

/** Files up to this size are read at once, which takes a fraction of what a stream takes to start. */
const mostBytesAtOnce = 2 ** 20;

async function contentOf({ path, sizeBytes }: MediaFile): Promise<Buffer> {
  const hash = createHash('sha256');
  if (sizeBytes <= mostBytesAtOnce) return hash.update(await readFile(path)).digest();
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest();
}

function reasonOf(error: unknown): string {
  if (error instanceof UnusableMediaError) return error.message;
  return `unreadable: ${error instanceof Error ? error.message : String(error)}`;
}
