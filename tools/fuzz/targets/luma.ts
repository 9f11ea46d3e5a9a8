import { LumaError, lumaSamples, readImages } from '@mmae/luma';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { perClass, syntheticPool } from '../../../datasets/luma/src/synthetic-luma.test.support.ts';
import { byteDamages, textDamages } from '../damage.ts';
import type { OpenTarget } from '../target.ts';

const pickles = new URL('../../../datasets/luma/test/fixtures/', import.meta.url);

/** Parts of LUMA as its tools and mirrors write them: archives of images, lists of clips, texts and rows, pickles. */
export const luma: OpenTarget = async (folder) => {
  const pool = syntheticPool();
  const parts = ['audio/datalist.csv', 'text_data.tsv', 'cifar-10-binary.tar.gz', 'cifar-100-binary.tar.gz'];
  const lists = readdirSync(join(pool, 'split_indices')).map((name) => `split_indices/${name}`);
  const files = Object.fromEntries([...parts, ...lists].map((part) => [part, readFileSync(join(pool, part))]));
  const frames = readdirSync(pickles).filter((name) => name.endsWith('.pickle'));
  return {
    files: { ...files, ...Object.fromEntries(frames.map((name) => [name, readFileSync(new URL(name, pickles))])) },
    damagesOf: (file) => (/\.(csv|tsv|txt)$/.test(file) ? textDamages : byteDamages),
    async attempt(file, bytes) {
      if (!(file in files)) return attemptPickle(join(folder, 'pictures.pickle'), bytes);
      writeFileSync(join(pool, file), bytes);
      try {
        await lumaSamples(pool, { ood: false, counts: perClass });
      } finally {
        writeFileSync(join(pool, file), files[file]);
      }
    },
    isUnsound: (file) => file === 'harmful.pickle',
    isDocumented: (error) => error instanceof LumaError,
  };
};

async function attemptPickle(path: string, bytes: Buffer): Promise<void> {
  writeFileSync(path, bytes);
  await readImages(path, 'edm');
}
