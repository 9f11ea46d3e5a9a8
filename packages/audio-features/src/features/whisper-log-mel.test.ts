import { row } from '@mmae/matrix';
import { readFileSync } from 'node:fs';
import { whisperLogMel } from './whisper-log-mel.ts';

const reference = JSON.parse(readFileSync(new URL('../../test/reference/whisper.json', import.meta.url), 'utf8')) as {
  numFrames: number;
  everyTenth: number[][];
};

const chirp = Float32Array.from({ length: 16000 }, (_, i) => {
  const seconds = i / 16000;
  return seconds < 0.8 ? 0.5 * Math.sin(2 * Math.PI * (200 * seconds + 1500 * seconds ** 2)) : 0;
});

test('log-mel bands are those of the feature extractor of Whisper (test/reference/make-whisper.py)', () => {
  const frames = whisperLogMel(80)(chirp);
  expect([frames.numRows, frames.numColumns]).toEqual([reference.numFrames, 80]);
  const differences = reference.everyTenth.flatMap((values, i) => values.map((value, band) => Math.abs(value - row(frames, 10 * i)[band])));
  expect(Math.max(...differences)).toBeLessThan(2e-4);
});

test('silence is at the floor in every band', () => {
  expect(new Set(whisperLogMel(80)(new Float32Array(800)).data)).toEqual(new Set([Math.fround((-10 + 4) / 4)]));
});
