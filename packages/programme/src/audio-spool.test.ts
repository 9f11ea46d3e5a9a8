import { readWav, readWavHeader } from '@mmae/wav';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { audioSpool } from './audio-spool.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'audio-spool-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const bytes = (samples: Int16Array<ArrayBuffer>) => new Uint8Array(samples.buffer);
const count = (from: number, length: number) => Int16Array.from({ length }, (_, i) => ((from + i) % 30_000) + 2);

test('ranges are cut to the sample, from audio of many blocks', async () => {
  const spool = await audioSpool(join(folder, 'spool'), 16_000);
  for (let from = 0; from < 1_500_000; from += 1000) await spool.append(bytes(count(from, 1000)));
  const file = join(folder, 'a.wav');
  expect(await spool.cut(12_345, 1_400_001, file)).toBe(true);
  const { samples, sampleRateHz } = readWav(readFileSync(file));
  expect([samples.length, sampleRateHz]).toEqual([1_400_001 - 12_345, 16_000]);
  for (const i of [0, 1, 600_000, samples.length - 1]) expect(samples[i] * 2 ** 15).toBe(((12_345 + i) % 30_000) + 2);
  await spool.close();
  expect(existsSync(join(folder, 'spool'))).toBe(false);
});

test('a range is cut to the audio there is; beyond it there is no file', async () => {
  const spool = await audioSpool(join(folder, 'spool'), 16_000);
  await spool.append(bytes(count(0, 100)));
  const file = join(folder, 'a.wav');
  expect(await spool.cut(100, 200, file)).toBe(false);
  expect(existsSync(file)).toBe(false);
  expect(await spool.cut(90, Infinity, file)).toBe(true);
  expect(readWavHeader(readFileSync(file)).lengthBytes).toBe(20);
  await spool.close();
});

test('digital silence gives no file, one sample beyond it does', async () => {
  const spool = await audioSpool(join(folder, 'spool'), 16_000);
  await spool.append(bytes(Int16Array.of(0, 1, -1, 0, 0, -2)));
  expect(await spool.cut(0, 5, join(folder, 'a.wav'))).toBe(false);
  expect(await spool.cut(0, 6, join(folder, 'a.wav'))).toBe(true);
  await spool.close();
});
