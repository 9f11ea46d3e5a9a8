import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { probe, readFilm } from '@mmae/video';
import type { Waveform } from '../api.ts';

const rateHz = 16_000;
/** Samples of audio in the finest peak, 50 ms. */
const peakLength = 800;
const maxPeaks = 4000;

/** Waveforms, kept in a folder by the content of the film. Only one is made at a time: it decodes the audio of the whole film. */
export function waveformCache(folder: string): (content: string, film: string) => Promise<Waveform> {
  const making = new Map<string, Promise<Waveform>>();
  let last: Promise<unknown> = Promise.resolve();
  return async (content, film) => {
    const path = join(folder, `${content}.json`);
    const kept = await readFile(path, 'utf8').then((json) => JSON.parse(json) as Waveform).catch(() => undefined); // prettier-ignore
    if (kept) return kept;
    const known = making.get(content);
    if (known) return known;
    const made = last.then(() => makeWaveform(film, path)).finally(() => making.delete(content));
    last = made.catch(() => undefined);
    making.set(content, made);
    return made;
  };
}

async function makeWaveform(film: string, path: string): Promise<Waveform> {
  const waveform = await readWaveform(film);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(`${path}.${process.pid}`, JSON.stringify(waveform));
  await rename(`${path}.${process.pid}`, path);
  return waveform;
}

/** Decodes the audio of a film, without its video. */
export async function readWaveform(film: string): Promise<Waveform> {
  const info = await probe(film);
  if (info.audio.length === 0) return { durationSeconds: info.durationSeconds ?? 0, peaks: [] };
  const fine: number[] = [];
  let numSamples = 0;
  for await (const part of readFilm(film, { ...info, video: undefined })) {
    if (part.kind === 'audio') addPeaks(fine, part.from, part.samples);
    else if (part.kind === 'end') numSamples = part.numSamples;
  }
  return { durationSeconds: numSamples / rateHz, peaks: coarser(fine, maxPeaks) };
}

/** Raises the peaks of the parts that samples fall in. */
export function addPeaks(peaks: number[], from: number, samples: Int16Array): void {
  samples.forEach((value, i) => {
    const part = Math.floor((from + i) / peakLength);
    const magnitude = Math.abs(value) / 32_768;
    if (!(peaks[part]! >= magnitude)) peaks[part] = magnitude;
  });
}

/** At most `max` peaks, each the largest of the finer ones that it covers; rounded to three decimals. */
export function coarser(peaks: readonly number[], max: number): number[] {
  const count = Math.ceil(peaks.length / max) || 1;
  return Array.from({ length: Math.ceil(peaks.length / count) }, (_, i) => {
    const part = peaks.slice(i * count, (i + 1) * count);
    return Math.round(part.reduce((largest, value) => Math.max(largest, value), 0) * 1000) / 1000;
  });
}
