import { toWav } from '@mmae/wav';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { knownClasses, lumaClasses } from './index.ts';

export const emptyFolder = (): string => mkdtempSync(join(tmpdir(), 'mmae-luma-'));

/** A `.tar.gz` of files, in ustar form. */
export function tarGz(files: Readonly<Record<string, Uint8Array>>): Buffer {
  const blocks = Object.entries(files).flatMap(([name, content]) => {
    const header = Buffer.alloc(512);
    header.write(name);
    header.write(`${content.length.toString(8).padStart(11, '0')} `, 124);
    header.write('        0', 148);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    return [header, content, Buffer.alloc((512 - (content.length % 512)) % 512)];
  });
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]), { level: 1 });
}

/** CIFAR's own names. */
const small = ['airplane', 'horse', 'dog', 'ship', 'bird', 'cat', 'frog', 'truck'];
const spelling: Record<string, string> = { fish: 'aquarium_fish', oak: 'oak_tree', roses: 'rose', pine: 'pine_tree', palm: 'palm_tree' };
const fine = [...lumaClasses.filter((name) => !small.includes(name)).map((name) => spelling[name] ?? name), 'apple', 'pickup_truck'];

/** Records whose first red byte is the row and whose first green byte is the class. */
function records(numRows: number, numClasses: number, numLabels: number, firstRow = 0): Buffer {
  const rows = Array.from({ length: numRows }, (_, row) => {
    const record = Buffer.alloc(numLabels + 3072);
    const label = classAt(firstRow + row, numClasses);
    record[numLabels - 1] = label;
    record[numLabels] = row % 256;
    record[numLabels + 1024] = label;
    return record;
  });
  return Buffer.concat(rows);
}

export const perClass = { train: 3, test: 2 } as const;

/** Writes LUMA's pool as it is after fetching, with three train and two test triples per class. @returns its folder */
export function syntheticPool(): string {
  const folder = emptyFolder();
  for (const name of ['audio/cv_audio/man_2', 'split_indices']) mkdirSync(join(folder, name), { recursive: true });
  const write = (name: string, content: string | Uint8Array) => writeFileSync(join(folder, name), content);
  const batch = (part: string) => `cifar-10-batches-bin/${part}`;
  const batches = Object.fromEntries(
    [1, 2, 3, 4, 5].map((i) => [batch(`data_batch_${i}.bin`), records(small.length, small.length, 1, (i - 1) * small.length)]),
  );
  const meta = {
    [batch('batches.meta.txt')]: Buffer.from(`${small.join('\n')}\n\n`),
    [batch('test_batch.bin')]: records(24, small.length, 1),
  };
  write('cifar-10-binary.tar.gz', tarGz({ ...batches, ...meta }));
  write('cifar-100-binary.tar.gz', tarGz({
    'cifar-100-binary/train.bin': records(5 * fine.length, fine.length, 2),
    'cifar-100-binary/test.bin': records(3 * fine.length, fine.length, 2),
    'cifar-100-binary/fine_label_names.txt': Buffer.from(`${fine.join('\n')}\n`),
  })); // prettier-ignore
  const labels = Array.from({ length: 6 * lumaClasses.length }, (_, row) => lumaClasses[(7 * row) % lumaClasses.length]);
  const clips = labels.map((label, row) => `${row % 100},cv_audio/man_2/${row}.wav,${label}`);
  write('audio/datalist.csv', ['tts_label,path,label', ...clips].join('\n'));
  labels.forEach((label, row) => write(`audio/cv_audio/man_2/${row}.wav`, tone(lumaClasses.indexOf(label), row)));
  write('text_data.tsv', ['text\tlabel', ...labels.map((label, row) => `"A ""${label}"",\n\t${row}"\t${label}`)].join('\n'));
  writeIndices(folder, labels);
  return folder;
}

/** A tone of a tenth of a second, whose pitch depends on the class. */
const tone = (label: number, row: number): Buffer =>
  toWav({ samples: Float32Array.from({ length: 2205 }, (_, i) => 0.3 * Math.sin(((150 + 40 * label + row / 99) * 2 * Math.PI * i) / 22_050)), sampleRateHz: 22_050 }); // prettier-ignore

/** The labels of the images of CIFAR that LUMA uses, in its order. */
export function imageLabels(numOfEach: number, classes: readonly string[]): string[] {
  const names = [...repeated(small, numOfEach), ...repeated(fine, numOfEach)];
  const original = Object.fromEntries([...Object.entries(spelling).map(([name, cifar]) => [cifar, name]), ['pickup_truck', 'truck']]);
  return names.map((name) => (original[name] as string | undefined) ?? name).filter((name) => classes.includes(name));
}

const repeated = (names: readonly string[], times: number): string[] =>
  Array.from({ length: times * names.length }, (_, row) => names[classAt(row, names.length)]);

/** Classes in mixed order, each once per `numClasses` rows. */
const classAt = (row: number, numClasses: number): number => (7 * row + Math.floor(row / numClasses) ** 2) % numClasses;

/** The rows of each known class in a list, a few of each. */
export const rowsOf = (list: readonly string[], from: number, to: number): number[] =>
  knownClasses.flatMap((label) => list.flatMap((other, row) => (other === label ? [row] : [])).slice(from, to));

function writeIndices(folder: string, labels: readonly string[]): void {
  const write = (name: string, rows: readonly number[]) =>
    writeFileSync(
      join(folder, 'split_indices', `${name}.txt`),
      rows.map((row) => row.toFixed(name.startsWith('text') ? 6 : 0)).join('\n') + '\n',
    );
  const { train, test } = perClass;
  for (const modality of ['audio', 'text']) {
    write(`${modality}_train_clean`, rowsOf(labels, 0, train));
    write(`${modality}_test`, rowsOf(labels, train, train + test));
  }
  write('image_train_clean', rowsOf(imageLabels(5, lumaClasses), 0, train));
  write('image_test', rowsOf(imageLabels(3, knownClasses), 0, test));
}
