import { matrix, row, type Matrix } from '@mmae/matrix';
import type { MonoAudio } from '@mmae/wav';
import { createHash } from 'node:crypto';
import type { Image } from '../../image.ts';
import { resizeByBox } from '../images/pixelation.ts';
import { mayBeLabel } from '../texts/text-errors.ts';

const side = 8;
const numTerms = 256;
const numSegments = 8;
/** Centre frequencies of bands over the range of speech, three per octave. */
const bandsHz = Array.from({ length: 16 }, (_, band) => 150 * 2 ** (band / 3));
/** Levels this far below the loudest band of a clip count as silence. */
const floorDb = 60;

/** Descriptions as rows; zeros for undefined ones. @returns shape `[descriptions.length, length of a description]` */
export function toMatrix(descriptions: readonly (Float32Array | undefined)[]): Matrix {
  const rows = matrix(descriptions.length, descriptions.find((one) => one !== undefined)?.length ?? 0);
  descriptions.forEach((one, i) => one && row(rows, i).set(one));
  return rows;
}

/** Mean colours on a grid of 8 × 8, 0 … 1. @returns shape `[192]` for an image of three channels */
export function describeImage(image: Image): Float32Array {
  return Float32Array.from(resizeByBox(image, side, side).data, (level) => level / 255);
}

/** Square roots of hashed word counts, scaled to length 1, without words that may be a label. @returns shape `[256]` */
export function describeText(text: string): Float32Array {
  const counts = new Float32Array(numTerms);
  for (const [word] of text.toLowerCase().matchAll(/\p{L}{3,}/gu)) if (!mayBeLabel(word)) counts[hashOf(word)]++;
  const roots = counts.map(Math.sqrt);
  const length = Math.hypot(...roots) || 1;
  return roots.map((root) => root / length);
}

const hashOf = (word: string): number => createHash('md5').update(word).digest()[0]; // 0 … numTerms − 1

/**
 * The levels of 16 bands from 150 Hz to 4.8 kHz in eight equal segments of a clip, in units of 20 dB relative to the loudest. Equal segments make
 * words of slow and fast speakers comparable.
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

/** The power at one frequency (Goertzel, 1958). @param angularStep in radians per sample */
function goertzel(samples: Float32Array, angularStep: number): number {
  const factor = 2 * Math.cos(angularStep);
  let [last, before] = [0, 0];
  for (const sample of samples) [before, last] = [last, sample + factor * last - before];
  return last * last + before * before - factor * last * before;
}
