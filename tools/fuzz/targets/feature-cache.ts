import { RunFolderError } from '@mmae/run-folder';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheKey, openFeatureCache } from '@mmae/pipeline';
import fc from 'fast-check';
import { byteDamages, zeroedWords } from '../damage.ts';
import type { OpenTarget } from '../target.ts';

const values = Array.from({ length: 5 }, (_, i) => Buffer.alloc(4 * (i + 1), `value ${i}`));
const keyOf = (i: number) => cacheKey('fuzz', i);

/** A damaged file of the feature cache: every value is read unchanged, or not at all. */
export const featureCache: OpenTarget = async (folder) => {
  const place = join(folder, 'cache');
  const pack = packWith(place);
  return {
    files: { 'image.pack': pack },
    damagesOf: () => fc.oneof(byteDamages, zeroedWords),
    async attempt(_, bytes) {
      rmSync(place, { recursive: true, force: true });
      mkdirSync(place, { recursive: true });
      writeFileSync(join(place, 'image.damaged.pack'), bytes);
      const cache = openFeatureCache(place, 'image');
      try {
        expectValues(cache.get);
        values.forEach((value, i) => cache.put(keyOf(i), value));
        if (values.some((_, i) => cache.get(keyOf(i)) === undefined)) throw new Error('a stored value is missing');
        expectValues(cache.get);
      } finally {
        cache.close();
      }
    },
    isDocumented: (error) => error instanceof RunFolderError,
  };
};

function expectValues(get: (key: string) => Uint8Array | undefined): void {
  values.forEach((value, i) => {
    const got = get(keyOf(i));
    if (got && !value.equals(got)) throw new Error(`value ${i} differs from the stored one`);
  });
}

function packWith(place: string): Buffer {
  const cache = openFeatureCache(place, 'image');
  values.forEach((value, i) => cache.put(keyOf(i), value));
  cache.close();
  const [name] = readdirSync(place).filter((file) => file.endsWith('.pack'));
  return readFileSync(join(place, name));
}
