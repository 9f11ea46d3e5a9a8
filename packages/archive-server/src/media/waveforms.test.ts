import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { findFfmpeg } from '@mmae/video';
import fc from 'fast-check';
import { testFolder } from '../served.test.support.ts';
import { addPeaks, coarser, readWaveform, waveformCache } from './waveforms.ts';

const folder = testFolder();

async function film(name: string, ...args: string[]): Promise<string> {
  const path = join(folder, name);
  execFileSync((await findFfmpeg()).path, ['-v', 'error', '-nostdin', '-y', ...args, path]);
  return path;
}

test('half a second of silence, then half a second of a tone at an eighth of full scale', async () => {
  const source = 'aevalsrc=exprs=gte(t\\,0.5)*0.125*sin(2*PI*440*t):s=16000:d=1';
  const path = await film('tone.wav', '-f', 'lavfi', '-i', source);
  const { durationSeconds, peaks } = await readWaveform(path);
  expect([durationSeconds, peaks.length]).toEqual([1, 20]);
  expect(peaks.slice(0, 10)).toEqual(Array(10).fill(0));
  expect(peaks.slice(10).every((peak) => Math.abs(peak - 0.125) < 0.002)).toBe(true);
});

test('a film without audio has no peaks; a waveform is kept', async () => {
  const path = await film('silent.mp4', '-f', 'lavfi', '-i', 'color=red:size=64x36:duration=0.4', '-c:v', 'mpeg4');
  const kept = join(folder, 'waveforms');
  const [first, second] = await Promise.all([waveformCache(kept)('a', path), waveformCache(kept)('b', path)]);
  expect(first).toEqual({ durationSeconds: expect.closeTo(0.4, 1), peaks: [] });
  expect(second).toEqual(first);
  expect(await waveformCache(kept)('a', join(folder, 'gone'))).toEqual(first);
  await expect(waveformCache(kept)('c', join(folder, 'gone'))).rejects.toThrow('does not exist');
});

test('the largest peak is never lost, however coarse, and no more peaks than asked for', () => {
  const peaks = fc.array(
    fc.integer({ min: 0, max: 1000 }).map((value) => value / 1000),
    { minLength: 1 },
  );
  fc.assert(
    fc.property(peaks, fc.integer({ min: 1, max: 20 }), (fine, max) => {
      const coarse = coarser(fine, max);
      expect(coarse.length).toBeLessThanOrEqual(max);
      expect(Math.max(...coarse)).toBe(Math.max(...fine));
    }),
  );
});

test('blocks of audio add up, wherever they are cut', () => {
  const samples = Int16Array.from({ length: 2000 }, (_, i) => (i * 37) % 1000);
  const [whole, parts]: [number[], number[]] = [[], []];
  addPeaks(whole, 0, samples);
  for (let from = 0; from < 2000; from += 300) addPeaks(parts, from, samples.slice(from, from + 300));
  expect(parts).toEqual(whole);
  expect(whole).toHaveLength(3);
});
