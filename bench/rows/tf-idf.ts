import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { matrix, type Matrix } from '@mmae/matrix';
import { seededRandom, type Random } from '@mmae/random';
import { textExtractor } from '@mmae/text-features';
import type { WorkRow } from '../row.ts';

const numBytes = 20e6;
const numWords = 30_000;
const numTerms = 2048;

/** Texts of about 80 words, one per line; the frequency of the word of rank r is proportional to 1 / r. */
async function makeData(folder: string): Promise<void> {
  const random = seededRandom(1);
  const words = Array.from({ length: numWords }, (_, rank) => wordOf(random, 2 + Math.log2(rank + 2) / 2));
  const lines: string[] = [];
  for (let bytes = 0; bytes < numBytes; bytes += lines.at(-1)!.length + 1) {
    const length = 40 + random.integer(80);
    const sentence = Array.from({ length }, () => words[Math.floor(numWords ** random.next()) - 1]).join(' ');
    lines.push(`${sentence[0].toUpperCase()}${sentence.slice(1)}.`);
  }
  await writeFile(join(folder, 'texts.txt'), lines.join('\n'));
}

function wordOf(random: Random, meanLength: number): string {
  const length = Math.max(2, Math.round(meanLength + random.normal()));
  return Array.from({ length }, (_, i) => pick(random, i % 2 ? 'aeiou' : 'bcdfghlmnprstvw')).join('');
}

const pick = (random: Random, letters: string) => letters[random.integer(letters.length)];

export const row: WorkRow = {
  title: 'TF-IDF of 20 MB of text, fitted and applied',
  peer: { name: 'scikit-learn', script: 'tf_idf' },
  target: 1,
  note: 'Equally fast, within the spread. We write dense rows (350 MB), because the model reads them; scikit-learn writes sparse rows.',
  tolerances: { 'sorted sums of weights of terms': 1e-4 }, // scikit-learn's choice among equally frequent terms is not defined
  makeData,
  async prepare(folder) {
    const texts = (await readFile(join(folder, 'texts.txt'), 'utf8')).split('\n');
    return async () => {
      const extractor = textExtractor({ maxTerms: numTerms, removeStopWords: false });
      const raws = await Promise.all(texts.map((text) => extractor.extract({ kind: 'text', text })));
      extractor.fit(raws);
      const weights = matrix(raws.length, numTerms);
      raws.forEach((raw, i) => weights.data.set(extractor.transform(raw), i * numTerms));
      return () => ({ 'sorted sums of weights of terms': columnSums(weights).sort() });
    };
  },
};

function columnSums({ numColumns, data }: Matrix): Float64Array {
  const sums = new Float64Array(numColumns);
  data.forEach((value, i) => (sums[i % numColumns] += value));
  return sums;
}
