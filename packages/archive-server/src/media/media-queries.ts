import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { httpError } from '../http/http-error.ts';

/** An image or a recording that somebody searches with. */
export interface StoredQuery {
  readonly kind: 'image' | 'audio';
  readonly path: string;
}

export interface MediaQueries {
  /** @throws 415 unless the content type is that of an image or audio */
  add(contentType: string, bytes: Buffer): Promise<string>;
  find(id: string): StoredQuery | undefined;
  close(): Promise<void>;
}

const maxAgeMs = 60 * 60_000;
const maxQueries = 100;

/** Keeps queries in a temporary folder for an hour, at most a hundred of them. */
export function mediaQueries(now: () => number = Date.now): MediaQueries {
  let folder: string | undefined;
  const stored = new Map<string, StoredQuery & { readonly addedMs: number }>(); // oldest first
  const isOld = (addedMs: number) => now() - addedMs > maxAgeMs;
  const removeOld = async () => {
    for (const [id, { path, addedMs }] of stored) {
      if (!isOld(addedMs) && stored.size < maxQueries) return;
      stored.delete(id);
      await rm(path, { force: true });
    }
  };
  return {
    async add(contentType, bytes) {
      const kind = kindOf(contentType);
      await removeOld();
      folder ??= mkdtempSync(join(tmpdir(), 'mmae-queries-'));
      const id = randomUUID();
      const path = join(folder, id);
      await writeFile(path, bytes);
      stored.set(id, { kind, path, addedMs: now() });
      return id;
    },
    find(id) {
      const query = stored.get(id);
      return query && !isOld(query.addedMs) ? query : undefined;
    },
    async close() {
      if (folder) await rm(folder, { recursive: true, force: true });
    },
  };
}

function kindOf(contentType: string): StoredQuery['kind'] {
  const [, kind] = /^(image|audio)\//.exec(contentType) ?? [];
  if (kind === 'image' || kind === 'audio') return kind;
  throw httpError(415, `expected an image or audio, got ${JSON.stringify(contentType)}.`);
}
