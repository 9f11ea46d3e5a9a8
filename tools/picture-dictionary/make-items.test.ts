import type { Progress } from '@mmae/command-line';
import { toWav } from '@mmae/wav';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeItems, type MakeOptions } from './make-items.ts';
import type { Entry } from './pairing/entries.ts';
import type { Picture } from './sources/pictures.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'items-'));
  for (const name of ['images', 'audio']) mkdirSync(join(folder, name));
});
afterEach(() => rmSync(folder, { recursive: true }));

const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4"/></svg>';
const picture = (bytes: string) => ({ source: 'noto', path: 'p.svg', load: () => Buffer.from(bytes) }) as unknown as Picture;
const entry = (concept: string, name: string, pictures: Picture[]): Entry => ({
  concept,
  name,
  pictures,
  label: 'furry',
  text: 'T.',
  isWhole: true,
});
const progress: Progress = { update: () => {}, say: () => {}, clear: () => {} } as unknown as Progress;
const options = (): MakeOptions => ({
  out: folder,
  seed: 0,
  unpacked: { scratch: folder } as MakeOptions['unpacked'],
  recorded: new Map(['dog', 'cat'].map((name) => [name, { source: 'scratch', kind: 'recording', path: 'dog.wav', name }])),
  progress,
  signal: new AbortController().signal,
});

test('an entry becomes a picture, a sound and a row; without a usable picture it is left out', async () => {
  const samples = Float32Array.from({ length: 8000 }, (_, i) => Math.sin(i));
  writeFileSync(join(folder, 'dog.wav'), toWav({ samples, sampleRateHz: 16_000 }));
  const entries = [entry('00000001', 'dog', [picture('?'), picture(svg)]), entry('00000002', 'cat', [picture(svg)])];
  const { items, refused } = await makeItems(entries, options());
  expect(items).toEqual([
    {
      id: '00000001',
      label: 'furry',
      name: 'dog',
      text: 'T.',
      image: 'images/00000001.png',
      audio: 'audio/00000001.wav',
      imageSource: 'noto p.svg',
      seconds: 0.5,
      voice: 'real',
      soundKind: 'recording',
      audioSource: 'scratch dog.wav',
    },
  ]);
  expect(refused).toEqual({ unreadable: 1, empty: 0, 'near-duplicate': 1 });
  expect(['images', 'audio'].flatMap((name) => readdirSync(join(folder, name)))).toEqual(['00000001.png', '00000001.wav']);
});

test('a sound that is there is kept, so that an interrupted run resumes', async () => {
  const kept = toWav({ samples: new Float32Array(160), sampleRateHz: 16_000 });
  writeFileSync(join(folder, 'audio/00000001.wav'), kept);
  const { items } = await makeItems([entry('00000001', 'dog', [picture(svg)])], options());
  expect(items[0].seconds).toBe(0.01);
  expect(readFileSync(join(folder, 'audio/00000001.wav')).equals(kept)).toBe(true);
});
