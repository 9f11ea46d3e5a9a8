// node --import ./tools/run-sources/register.mjs datasets/luma/scale/synthetic-luma.ts FOLDER
//
// Writes a synthetic data set of LUMA's size and layout: 101,000 images, 135,096 clips in the list (only those that can be drawn are written), 62,875
// texts; 21,000 + 4,200 + 3,859 triples. About 1.1 GB.
import { seededRandom } from '@mmae/random';
import { toWav } from '@mmae/wav';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { knownClasses, lumaClasses, oodClasses } from '../src/index.ts';
import { tarGz } from '../src/synthetic-luma.test.support.ts';
import { pickledFrame } from './pickled-frame.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new RangeError('synthetic-luma: expected a FOLDER, got none. Name a new one.');

const random = seededRandom(1);
const small = 'airplane automobile bird cat deer dog frog horse ship truck'.split(' ');
const lumaSmall = small.filter((name) => lumaClasses.includes(name));
const spelling: Readonly<Record<string, string>> = {
  fish: 'aquarium_fish',
  oak: 'oak_tree',
  roses: 'rose',
  pine: 'pine_tree',
  palm: 'palm_tree',
};
const lumaFine = [...lumaClasses.filter((name) => !lumaSmall.includes(name)), 'truck'];
const fine = [...lumaFine.map((name) => (name === 'truck' ? 'pickup_truck' : (spelling[name] ?? name))), ...Array.from({ length: 56 }, (_, i) => `other_${i}`)]; // prettier-ignore
const fineLuma = [...lumaFine, ...fine.slice(44)];

const write = (name: string, content: string | Uint8Array) => writeFileSync(join(folder, name), content);
for (const name of ['audio/cv_audio/words_1', 'audio/cv_audio/words_2', 'split_indices'])
  mkdirSync(join(folder, name), { recursive: true });

/** Fills an image with the colours of its class, plus noise. */
function fillImage(label: string, data: Uint8Array): void {
  const [base, grain] = [37 * (lumaClasses.indexOf(label) + 1), random.integer(1 << 20)];
  for (let i = 0; i < data.length; i++) data[i] = (base * (1 + (i >> 9)) + ((grain * (i + 1)) >> 7)) & 0xff;
}

/** Every name `count` times, in rotation. */
const rotated = (names: readonly string[], count: number) =>
  Array.from({ length: names.length * count }, (_, row) => names[row % names.length]);

function records(labels: readonly string[], numbers: readonly (readonly number[])[]): Buffer {
  const labelBytes = numbers[0].length;
  const content = Buffer.alloc(labels.length * (labelBytes + 3072));
  labels.forEach((label, row) => {
    const start = row * (labelBytes + 3072);
    content.set(numbers[row], start);
    fillImage(label, content.subarray(start + labelBytes, start + labelBytes + 3072));
  });
  return content;
}

function writeSmallCifar(): void {
  const part = (count: number) => records(rotated(small, count), rotated(small, count).map((name) => [small.indexOf(name)])); // prettier-ignore
  const batches = [1, 2, 3, 4, 5].map((i) => [`cifar-10-batches-bin/data_batch_${i}.bin`, part(1000)] as const);
  const rest = {
    'cifar-10-batches-bin/test_batch.bin': part(1000),
    'cifar-10-batches-bin/batches.meta.txt': Buffer.from(small.join('\n')),
  };
  write('cifar-10-binary.tar.gz', tarGz({ ...Object.fromEntries(batches), ...rest }));
}

function writeFineCifar(): void {
  const part = (count: number) => records(rotated(fineLuma, count), rotated(fineLuma, count).map((_, row) => [0, row % 100])); // prettier-ignore
  write('cifar-100-binary.tar.gz', tarGz({
    'cifar-100-binary/train.bin': part(500),
    'cifar-100-binary/test.bin': part(100),
    'cifar-100-binary/fine_label_names.txt': Buffer.from(fine.join('\n')),
  })); // prettier-ignore
}

function writeEdm(): void {
  const rows = rotated(lumaFine, 1000).map((label) => ({ label, data: new Uint8Array(3072) }));
  for (const { label, data } of rows) fillImage(label, data);
  write('edm_images.pickle', pickledFrame(rows));
}

/** A tone of the class in noise, with LUMA's sample rate and about its length. */
function clip(label: string): Buffer {
  const [length, hz] = [8000 + random.integer(6000), 200 + 60 * lumaClasses.indexOf(label)];
  const samples = new Float32Array(length);
  for (let i = 0; i < length; i++) samples[i] = 0.3 * Math.sin((2 * Math.PI * hz * i) / 22_050) + 0.1 * (random.next() - 0.5);
  return toWav({ samples, sampleRateHz: 22_050 });
}

/** The labels of a list: out-of-distribution classes as often as given, the known ones in rotation. */
function listLabels(numRows: number, numOod: (index: number) => number): string[] {
  const ood = oodClasses.flatMap((label, index) => Array.from({ length: numOod(index) }, () => label));
  const known = Array.from({ length: numRows - ood.length }, (_, row) => knownClasses[row % knownClasses.length]);
  return [...known, ...ood];
}

function writeClips(labels: readonly string[]): void {
  const path = (row: number) => `cv_audio/words_${1 + (row % 2)}/${row}.wav`;
  write('audio/datalist.csv', ['path,label,tts_label', ...labels.map((label, row) => `${path(row)},${label},${label}`), ''].join('\n'));
  labels.forEach((label, row) => {
    if (row < 600 * knownClasses.length || oodClasses.includes(label)) write(`audio/${path(row)}`, clip(label));
  });
}

function writeTexts(labels: readonly string[]): void {
  const words = Array.from({ length: 6000 }, () => Array.from({ length: 3 + random.integer(6) }, () => String.fromCharCode(97 + random.integer(26))).join('')); // prettier-ignore
  const word = (label: string) =>
    words[random.next() < 0.3 ? 40 * lumaClasses.indexOf(label) + random.integer(40) : random.integer(words.length)];
  const row = (label: string) => `"The ""${label}"",\n\t${Array.from({ length: 68 }, () => word(label)).join(' ')}."\t${label}\n`;
  write('text_data.tsv', `text\tlabel\n${labels.map(row).join('')}`);
}

/** Writes some rows of each class, with the classes in random order. */
function writeIndices(name: string, labels: readonly string[], from: number, to: number): void {
  const rowsByClass = new Map(knownClasses.map((label) => [label, [] as number[]]));
  labels.forEach((label, row) => rowsByClass.get(label)?.push(row));
  const order = Array.from(random.permutation(knownClasses.length), (index) => knownClasses[index]);
  const rows = order.flatMap((label) => rowsByClass.get(label)!.slice(from, to));
  write(`split_indices/${name}.txt`, rows.map((row) => `${row}.000000\n`).join(''));
}

writeSmallCifar();
writeFineCifar();
writeEdm();
const clipLabels = listLabels(135_096, () => 500);
const textLabels = listLabels(62_875, (index) => (index === 0 ? 485 : 482));
writeClips(clipLabels);
writeTexts(textLabels);
for (const [modality, labels] of [['audio', clipLabels], ['text', textLabels]] as const) {
  writeIndices(`${modality}_train_clean`, labels, 0, 500);
  writeIndices(`${modality}_test`, labels, 500, 600);
} // prettier-ignore
const imageLabels = (count: number, classes: readonly string[]) => [...rotated(small, 10 * count), ...rotated(fineLuma, count)].filter((name) => classes.includes(name)); // prettier-ignore
writeIndices('image_train_clean', imageLabels(500, lumaClasses), 0, 500);
writeIndices('image_test', imageLabels(100, knownClasses), 0, 100);
