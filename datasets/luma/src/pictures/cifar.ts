import { toLumaClass } from '../classes.ts';
import { readTarGz } from '../files/tar-gz.ts';
import { LumaError } from '../luma-error.ts';
import type { PictureRow } from './picture.ts';

/** How an archive of CIFAR in its binary form is made (https://www.cs.toronto.edu/~kriz/cifar.html). */
interface Form {
  readonly source: 'cifar10' | 'cifar100';
  /** label bytes before the pixels; the last is the class */
  readonly numLabels: number;
  readonly names: string;
  readonly train: readonly string[];
  readonly test: readonly string[];
}

export const cifar10: Form = {
  source: 'cifar10',
  numLabels: 1,
  names: 'batches.meta.txt',
  train: [1, 2, 3, 4, 5].map((i) => `data_batch_${i}.bin`),
  test: ['test_batch.bin'],
};

export const cifar100: Form = { source: 'cifar100', numLabels: 2, names: 'fine_label_names.txt', train: ['train.bin'], test: ['test.bin'] };

const side = 32;
const planeBytes = side * side;

/** A row of an archive whose pixels are still as they lie there. */
export interface CifarRow {
  readonly label: string;
  toPicture(): PictureRow;
}

/**
 * The rows of `cifar-10-binary.tar.gz` or `cifar-100-binary.tar.gz` in their order, labelled as LUMA labels them; straight from the archive.
 *
 * @throws LumaError where the archive lacks a part, or a part is no whole number of records
 */
export async function readCifar(file: string, form: Form): Promise<{ train: CifarRow[]; test: CifarRow[] }> {
  const parts = new Map<string, Buffer>();
  for await (const { name, content } of readTarGz(file)) parts.set(name.split('/').at(-1)!, content);
  const part = (name: string): Buffer => {
    const content = parts.get(name);
    if (content) return content;
    throw new LumaError(`readCifar: expected ${name} in ${file}, got ${[...parts.keys()].join(', ')}. Fetch the binary version of CIFAR.`);
  };
  const names = part(form.names).toString('utf8').split('\n').map((name) => toLumaClass(name.trim())); // prettier-ignore
  const rows = (name: string) => records(part(name), names, form, name);
  return { train: form.train.flatMap(rows), test: form.test.flatMap(rows) };
}

function records(content: Buffer, names: readonly string[], { numLabels, source }: Form, part: string): CifarRow[] {
  const recordBytes = numLabels + 3 * planeBytes;
  if (content.length % recordBytes !== 0) {
    throw new LumaError(`readCifar: expected records of ${recordBytes} bytes, got ${content.length} bytes in ${part}. Fetch it again.`);
  }
  return Array.from({ length: content.length / recordBytes }, (_, i) => {
    const start = i * recordBytes + numLabels;
    const label = names[content[start - 1]];
    if (!label)
      throw new LumaError(`readCifar: expected a class below ${names.length}, got ${content[start - 1]} in ${part}, record ${i}.`);
    return { label, toPicture: () => ({ label, source, picture: interleaved(content.subarray(start, start + 3 * planeBytes)) }) };
  });
}

/** `[3, 32, 32]`, a plane a colour, to `[32, 32, 3]`. */
function interleaved(planes: Uint8Array) {
  const data = new Uint8Array(3 * planeBytes);
  for (let i = 0; i < planeBytes; i++) for (let c = 0; c < 3; c++) data[3 * i + c] = planes[c * planeBytes + i];
  return { width: side, height: side, channels: 3, data } as const;
}
