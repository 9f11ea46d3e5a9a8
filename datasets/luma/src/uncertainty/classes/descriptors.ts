import type { MonoAudio } from '@mmae/wav';
import { matrix, row, type Matrix } from '@mmae/matrix';
import { createHash } from 'node:crypto';
import type { Picture } from '../../pictures/picture.ts';
import { boxResized } from '../pictures/pixelation.ts';
import { mayBeLabel } from '../texts/label-words.ts';

const side = 8;
const numTerms = 256;
const numSegments = 8;
/** Centres of bands, evenly spaced in octaves over what speech needs. */
const bandsHz = Array.from({ length: 16 }, (_, band) => 150 * 2 ** (band / 3));
/** Below the loudest band of a clip, as silence. */
const floorDb = 60;

/** Descriptions as rows; zeros where there is none. @returns shape `[descriptions.length, length of one]` */
export function stacked(descriptions: readonly (Float32Array | undefined)[]): Matrix {
  const rows = matrix(descriptions.length, descriptions.find((one) => one !== undefined)?.length ?? 0);
  descriptions.forEach((one, i) => one && row(rows, i).set(one));
  return rows;
}

/** Mean colours of an 8 × 8 grid, 0 … 1. @returns shape `[192]` for a picture of three colours */
export function describePicture(picture: Picture): Float32Array {
  return Float32Array.from(boxResized(picture, side, side).data, (level) => level / 255);
}

/** Square roots of word counts by the hash of the word, to unit length; words that may be a class's are left out. @returns shape `[256]` */
export function describeText(text: string): Float32Array {
  const counts = new Float32Array(numTerms);
  for (const [word] of text.toLowerCase().matchAll(/\p{L}{3,}/gu)) if (!mayBeLabel(word)) counts[hashOf(word)]++;
  const roots = counts.map(Math.sqrt);
  const length = Math.hypot(...roots) || 1;
  return roots.map((root) => root / length);
}

const hashOf = (word: string): number => createHash('md5').update(word).digest()[0]; // numTerms of them

/**
 * Levels of 16 bands from 150 Hz to 4.8 kHz in eight equal stretches of the clip, so that a slow and a fast speaker's word compare; in units of
 * 20 dB below the loudest.
 *
 * @returns shape `[8 * 16]`
 */
export function describeClip({ samples, sampleRateHz }: MonoAudio): Float32Array {
  const length = Math.floor(samples.length / numSegments);
  const segments = Array.from({ length: numSegments }, (_, i) => samples.subarray(i * length, (i + 1) * length));
  const powers = segments.flatMap((segment) => bandsHz.map((hz) => goertzel(segment, (2 * Math.PI * hz) / sampleRateHz)));
  const loudest = Math.max(...powers) || 1;
  return Float32Array.from(powers, (power) => Math.max(-floorDb, 10 * Math.log10(power / loudest)) / 20);
}

/** Power of one frequency (Goertzel 1958). @param turn in radians a sample */
function goertzel(samples: Float32Array, turn: number): number {
  const factor = 2 * Math.cos(turn);
  let [last, before] = [0, 0];
  for (const sample of samples) [before, last] = [last, sample + factor * last - before];
  return last * last + before * before - factor * last * before;
}
