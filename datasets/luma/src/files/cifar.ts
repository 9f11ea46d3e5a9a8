import { toLumaClass } from '../classes.ts';
import type { Image, ImageRow } from '../image.ts';
import { LumaError } from './luma-file.ts';
import { readTarGz } from './tar-gz.ts';

/** The layout of an archive of CIFAR in its binary version (https://www.cs.toronto.edu/~kriz/cifar.html). */
interface CifarLayout {
  readonly source: 'cifar10' | 'cifar100';
  /** number of label bytes before the pixels; the last one is the class */
  readonly numLabels: number;
  readonly names: string;
  readonly train: readonly string[];
  readonly test: readonly string[];
}

export const cifar10: CifarLayout = {
  source: 'cifar10',
  numLabels: 1,
  names: 'batches.meta.txt',
  train: [1, 2, 3, 4, 5].map((i) => `data_batch_${i}.bin`),
  test: ['test_batch.bin'],
};

export const cifar100: CifarLayout = {
  source: 'cifar100',
  numLabels: 2,
  names: 'fine_label_names.txt',
  train: ['train.bin'],
  test: ['test.bin'],
};

const side = 32;
const planeBytes = side * side;

/** An image of an archive, whose pixels are converted when they are needed. */
export interface LazyImageRow {
  readonly label: string;
  toRow(): ImageRow;
}

/**
 * Reads `cifar-10-binary.tar.gz` or `cifar-100-binary.tar.gz` in the order of its records, with LUMA's labels.
 *
 * @throws LumaError if the archive lacks a part, or the length of a part is not a whole number of records
 */
export async function readCifar(file: string, layout: CifarLayout): Promise<{ train: LazyImageRow[]; test: LazyImageRow[] }> {
  const parts = new Map<string, Buffer>();
  for await (const { name, content } of readTarGz(file)) parts.set(name.split('/').at(-1)!, content);
  const part = (name: string): Buffer => {
    const content = parts.get(name);
    if (content) return content;
    throw new LumaError(`readCifar: expected ${name} in ${file}, got ${[...parts.keys()].join(', ')}. Fetch the binary version of CIFAR.`);
  };
  const names = part(layout.names).toString('utf8').split('\n').map((name) => toLumaClass(name.trim())); // prettier-ignore
  const rows = (name: string) => records(part(name), names, layout, name);
  return { train: layout.train.flatMap(rows), test: layout.test.flatMap(rows) };
}

function records(content: Buffer, names: readonly string[], { numLabels, source }: CifarLayout, part: string): LazyImageRow[] {
  const recordBytes = numLabels + 3 * planeBytes;
  if (content.length % recordBytes !== 0) {
    throw new LumaError(`readCifar: expected records of ${recordBytes} bytes, got ${content.length} bytes in ${part}. Fetch it again.`);
  }
  return Array.from({ length: content.length / recordBytes }, (_, i) => {
    const start = i * recordBytes + numLabels;
    const label = names[content[start - 1]];
    if (!label)
      throw new LumaError(`readCifar: expected a class below ${names.length}, got ${content[start - 1]} in ${part}, record ${i}.`);
    return { label, toRow: () => ({ label, source, image: interleaved(content.subarray(start, start + 3 * planeBytes)) }) };
  });
}

/** From `[3, 32, 32]`, one plane per colour, to `[32, 32, 3]`. */
function interleaved(planes: Uint8Array): Image {
  const data = new Uint8Array(3 * planeBytes);
  for (let i = 0; i < planeBytes; i++) for (let c = 0; c < 3; c++) data[3 * i + c] = planes[c * planeBytes + i];
  return { width: side, height: side, channels: 3, data };
}
