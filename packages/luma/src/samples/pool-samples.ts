import type { Sample, Split } from '@mmae/samples';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { knownClasses, lumaClasses, oodClasses } from '../classes.ts';
import { readClips, readTexts, type ClipRow, type TextRow } from '../files/lists.ts';
import { LumaError } from '../luma-error.ts';
import { readPictures } from '../pickle/read-pictures.ts';
import { cifar10, cifar100, readCifar, type CifarRow } from '../pictures/cifar.ts';
import type { PictureRow } from '../pictures/picture.ts';
import { randomState } from '../pool/mersenne-twister.ts';
import { pairOod, pairRows, type RowLabels, type Triple } from '../pool/pairing.ts';
import { expectBalanced, expectDisjoint, labelsAt, officialCounts, readSplitIndices, type ClassCounts } from '../pool/split-indices.ts';
import { toSample } from './to-sample.ts';

export interface PoolOptions {
  /** out-of-distribution triples as well; they need `edm_images.pickle`; default true */
  readonly ood?: boolean;
  /** draws the pairing; default 42, LUMA's own */
  readonly pairingSeed?: number;
  /** triples of each class; default 500 and 100, LUMA's own */
  readonly counts?: ClassCounts;
}

/** Everything a split takes its rows from. */
interface Pool {
  readonly clips: readonly ClipRow[];
  readonly texts: readonly TextRow[];
  /** CIFAR's train rows of all 50 classes, then EDM's */
  readonly train: readonly LazyPicture[];
  /** CIFAR's test rows of the 42 known classes */
  readonly test: readonly LazyPicture[];
}

type LazyPicture = CifarRow;
type Rows = Readonly<Record<'audio' | 'text' | 'image', readonly number[]>>;

/**
 * Samples of LUMA's pool: the official index files' rows, paired as LUMA pairs them, with the pictures as CIFAR has them
 * (the tool's own are noisy in one of ten).
 *
 * @throws LumaError where a part is missing or damaged, or the index files do not fit the lists
 */
export async function poolSamples(
  folder: string,
  { ood = true, pairingSeed = 42, counts = officialCounts }: PoolOptions = {},
): Promise<Sample[]> {
  const pool = await readPool(folder, ood);
  const indices = join(folder, 'split_indices');
  const rowsOf = async (suffix: string): Promise<Rows> => ({
    audio: await readSplitIndices(indices, `audio_${suffix}.txt`),
    text: await readSplitIndices(indices, `text_${suffix}.txt`),
    image: await readSplitIndices(indices, `image_${suffix}.txt`),
  });
  const [train, test] = [await rowsOf('train_clean'), await rowsOf('test')];
  expectDisjoint(train.audio, test.audio, 'audio');
  expectDisjoint(train.text, test.text, 'text');
  const random = randomState(pairingSeed);
  return [
    ...splitSamples('train', pool, train, pool.train, (labels) => pairRows(balanced(labels, counts.train, 'train'), knownClasses, random)),
    ...splitSamples('test', pool, test, pool.test, (labels) => pairRows(balanced(labels, counts.test, 'test'), knownClasses, random)),
    ...(ood ? splitSamples('ood', pool, oodRows(pool), pool.train, (labels) => pairOod(labels, oodClasses, random)) : []),
  ];
}

async function readPool(folder: string, ood: boolean): Promise<Pool> {
  const small = await readCifar(join(folder, 'cifar-10-binary.tar.gz'), cifar10);
  const fine = await readCifar(join(folder, 'cifar-100-binary.tar.gz'), cifar100);
  const keep = (rows: readonly CifarRow[], classes: readonly string[]) => rows.filter(({ label }) => classes.includes(label));
  return {
    clips: await readClips(join(folder, 'audio/datalist.csv')),
    texts: await readTexts(join(folder, 'text_data.tsv')),
    train: [...keep([...small.train, ...fine.train], lumaClasses), ...(ood ? await readEdm(folder) : [])],
    test: keep([...small.test, ...fine.test], knownClasses),
  };
}

async function readEdm(folder: string): Promise<LazyPicture[]> {
  const file = join(folder, 'edm_images.pickle');
  if (!existsSync(file)) {
    throw new LumaError(`poolSamples: expected ${file}, got none. Fetch it, or leave out-of-distribution triples out with ood: false.`);
  }
  return (await readPictures(file, 'edm')).map((picture: PictureRow) => ({ label: picture.label, toPicture: () => picture }));
}

function oodRows({ clips, texts, train }: Pool): Rows {
  const unknown = (rows: readonly { readonly label: string }[]) =>
    rows.flatMap(({ label }, row) => (oodClasses.includes(label) ? [row] : []));
  return { audio: unknown(clips), text: unknown(texts), image: unknown(train) };
}

function balanced(labels: RowLabels, count: number, split: string): RowLabels {
  for (const [modality, ofModality] of Object.entries(labels)) expectBalanced(ofModality, count, `${modality} ${split}`);
  return labels;
}

function splitSamples(
  split: Split,
  pool: Pool,
  rows: Rows,
  pictures: readonly LazyPicture[],
  pair: (labels: RowLabels) => Triple[],
): Sample[] {
  const labels = (list: readonly { readonly label: string }[], modality: keyof Rows) =>
    labelsAt(list.map(({ label }) => label), rows[modality], `${modality} ${split}`); // prettier-ignore
  const triples = pair({ audio: labels(pool.clips, 'audio'), text: labels(pool.texts, 'text'), image: labels(pictures, 'image') });
  return triples.map(({ audio, text, image }, row) =>
    toSample(split, row, pool.clips[rows.audio[audio]], pool.texts[rows.text[text]], pictures[rows.image[image]].toPicture()),
  );
}
