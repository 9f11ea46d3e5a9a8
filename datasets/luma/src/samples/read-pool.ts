import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { knownClasses, lumaClasses, oodClasses } from '../classes.ts';
import { readClips, readTexts, type ClipRow, type TextRow } from '../files/lists.ts';
import { LumaError } from '../files/luma-file.ts';
import { readImages } from '../pickle/read-images.ts';
import { cifar10, cifar100, readCifar, type LazyImageRow } from '../files/cifar.ts';
import { labelsAt } from '../pool/split-indices.ts';
import type { RowLabels } from '../pool/pairing.ts';

/** The rows from which the splits are taken. */
export interface Pool {
  readonly clips: readonly ClipRow[];
  readonly texts: readonly TextRow[];
  /** CIFAR's train images of all 50 classes, then the generated ones (EDM) */
  readonly train: readonly LazyImageRow[];
  /** CIFAR's test images of the 42 known classes */
  readonly test: readonly LazyImageRow[];
}

/** Indices into the list of each modality. */
export type Rows = Readonly<Record<'audio' | 'text' | 'image', readonly number[]>>;

export interface ReadPoolOptions {
  /** whether the generated images are needed */
  readonly needsEdm: boolean;
  /** classes in the list of test images; default the 42 known ones, for which the test indices were made */
  readonly testClasses?: readonly string[];
}

/** @throws LumaError if a part is missing or damaged */
export async function readPool(folder: string, { needsEdm, testClasses = knownClasses }: ReadPoolOptions): Promise<Pool> {
  const small = await readCifar(join(folder, 'cifar-10-binary.tar.gz'), cifar10);
  const fine = await readCifar(join(folder, 'cifar-100-binary.tar.gz'), cifar100);
  const keep = (rows: readonly LazyImageRow[], classes: readonly string[]) => rows.filter(({ label }) => classes.includes(label));
  return {
    clips: await readClips(join(folder, 'audio/datalist.csv')),
    texts: await readTexts(join(folder, 'text_data.tsv')),
    train: [...keep([...small.train, ...fine.train], lumaClasses), ...(needsEdm ? await readEdm(folder) : [])],
    test: keep([...small.test, ...fine.test], testClasses),
  };
}

async function readEdm(folder: string): Promise<LazyImageRow[]> {
  const file = join(folder, 'edm_images.pickle');
  if (!existsSync(file)) {
    throw new LumaError(
      `readPool: expected ${file}, which is needed for out-of-distribution triples and for reduced diversity of images, got none. ` +
        'Fetch it, or compile with --no-ood.',
    );
  }
  return (await readImages(file, 'edm')).map((row) => ({ label: row.label, toRow: () => row }));
}

/** The rows of the out-of-distribution classes, which no index file lists. */
export function oodRows({ clips, texts, train }: Pool): Rows {
  const unknown = (rows: readonly { readonly label: string }[]) =>
    rows.flatMap(({ label }, row) => (oodClasses.includes(label) ? [row] : []));
  return { audio: unknown(clips), text: unknown(texts), image: unknown(train) };
}

/** The labels of a split's rows. @throws LumaError if a row is not in its list */
export function rowLabels({ clips, texts }: Pool, images: readonly LazyImageRow[], rows: Rows, split: string): RowLabels {
  const labels = (list: readonly { readonly label: string }[], modality: keyof Rows) =>
    labelsAt(list.map(({ label }) => label), rows[modality], `${modality} ${split}`); // prettier-ignore
  return { audio: labels(clips, 'audio'), text: labels(texts, 'text'), image: labels(images, 'image') };
}
