import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { knownClasses, lumaClasses, oodClasses } from '../classes.ts';
import { readClips, readTexts, type ClipRow, type TextRow } from '../files/lists.ts';
import { LumaError } from '../luma-error.ts';
import { readPictures } from '../pickle/read-pictures.ts';
import { cifar10, cifar100, readCifar, type CifarRow } from '../pictures/cifar.ts';
import type { PictureRow } from '../pictures/picture.ts';
import { labelsAt } from '../pool/split-indices.ts';
import type { RowLabels } from '../pool/pairing.ts';

/** Everything a split takes its rows from. */
export interface Pool {
  readonly clips: readonly ClipRow[];
  readonly texts: readonly TextRow[];
  /** CIFAR's train rows of all 50 classes, then EDM's */
  readonly train: readonly LazyPicture[];
  /** CIFAR's test rows of the 42 known classes */
  readonly test: readonly LazyPicture[];
}

export type LazyPicture = CifarRow;

/** Rows of each modality's list that a split takes. */
export type Rows = Readonly<Record<'audio' | 'text' | 'image', readonly number[]>>;

export interface ReadPoolOptions {
  /** whether EDM's pictures are needed */
  readonly edm: boolean;
  /** classes of the list that test's pictures are counted in; the 42 known ones, by which its indices were made */
  readonly testClasses?: readonly string[];
}

/** @throws LumaError where a part is missing or damaged */
export async function readPool(folder: string, { edm, testClasses = knownClasses }: ReadPoolOptions): Promise<Pool> {
  const small = await readCifar(join(folder, 'cifar-10-binary.tar.gz'), cifar10);
  const fine = await readCifar(join(folder, 'cifar-100-binary.tar.gz'), cifar100);
  const keep = (rows: readonly CifarRow[], classes: readonly string[]) => rows.filter(({ label }) => classes.includes(label));
  return {
    clips: await readClips(join(folder, 'audio/datalist.csv')),
    texts: await readTexts(join(folder, 'text_data.tsv')),
    train: [...keep([...small.train, ...fine.train], lumaClasses), ...(edm ? await readEdm(folder) : [])],
    test: keep([...small.test, ...fine.test], testClasses),
  };
}

async function readEdm(folder: string): Promise<LazyPicture[]> {
  const file = join(folder, 'edm_images.pickle');
  if (!existsSync(file)) {
    throw new LumaError(
      `readPool: expected ${file}, which out-of-distribution triples and reduced diversity of pictures draw from, got none. ` +
        'Fetch it, or compile with --no-ood.',
    );
  }
  return (await readPictures(file, 'edm')).map((picture: PictureRow) => ({ label: picture.label, toPicture: () => picture }));
}

/** Rows of the classes that no index file names. */
export function oodRows({ clips, texts, train }: Pool): Rows {
  const unknown = (rows: readonly { readonly label: string }[]) =>
    rows.flatMap(({ label }, row) => (oodClasses.includes(label) ? [row] : []));
  return { audio: unknown(clips), text: unknown(texts), image: unknown(train) };
}

/** The classes of a split's rows. @throws LumaError where a row is not in its list */
export function rowLabels({ clips, texts }: Pool, pictures: readonly LazyPicture[], rows: Rows, split: string): RowLabels {
  const labels = (list: readonly { readonly label: string }[], modality: keyof Rows) =>
    labelsAt(list.map(({ label }) => label), rows[modality], `${modality} ${split}`); // prettier-ignore
  return { audio: labels(clips, 'audio'), text: labels(texts, 'text'), image: labels(pictures, 'image') };
}
