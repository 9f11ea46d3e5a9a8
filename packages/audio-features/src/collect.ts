import { UnusableMediaError } from '@mmae/samples';
import type { Audio } from './audio.ts';

const [lowestRateHz, highestRateHz] = [1_000, 384_000];

/** A sound, and how much of it was decoded, kept or not. */
export interface Collected extends Audio {
  readonly decodedSeconds: number;
  /** false where `maxSeconds` ended it */
  readonly reachedEnd: boolean;
}

/**
 * Blocks of samples as one sound, decoded no further than it is asked for.
 *
 * @param maxSeconds what lies after it is not kept; one block more than that is decoded at most
 * @throws UnusableMediaError for a rate that is not read, or that changes
 */
export async function collect(blocks: AsyncIterable<Audio>, maxSeconds: number, declaredSeconds: number | null): Promise<Collected> {
  let [samples, numSamples, sampleRateHz] = [new Float32Array(0), 0, 0];
  for await (const block of blocks) {
    if (block.samples.length === 0) continue;
    sampleRateHz ||= checkRate(block.sampleRateHz);
    if (block.sampleRateHz !== sampleRateHz) throw changesRate(sampleRateHz, block.sampleRateHz);
    const wanted = Math.ceil(maxSeconds * sampleRateHz);
    const kept = block.samples.subarray(0, wanted - numSamples);
    if (numSamples + kept.length > samples.length) {
      const expected = Math.ceil((declaredSeconds ?? 0) * sampleRateHz);
      const room = Math.max(numSamples + kept.length, expected, 2 * samples.length);
      samples = withRoom(samples, Math.min(room, wanted));
    }
    samples.set(kept, numSamples);
    numSamples += kept.length;
    if (numSamples === wanted) return { samples, sampleRateHz, decodedSeconds: numSamples / sampleRateHz, reachedEnd: false };
  }
  return { samples: samples.subarray(0, numSamples), sampleRateHz, decodedSeconds: numSamples / sampleRateHz || 0, reachedEnd: true };
}

function withRoom(samples: Float32Array, length: number): Float32Array<ArrayBuffer> {
  const roomy = new Float32Array(length);
  roomy.set(samples);
  return roomy;
}

function checkRate(sampleRateHz: number): number {
  if (sampleRateHz >= lowestRateHz && sampleRateHz <= highestRateHz) return sampleRateHz;
  throw new UnusableMediaError(
    `sample rate not read: expected ${lowestRateHz} to ${highestRateHz} Hz, got ${sampleRateHz}. Correct or convert the file.`,
  );
}

const changesRate = (before: number, after: number) =>
  new UnusableMediaError(`changing sample rate: it goes from ${before} to ${after} Hz within the file. Convert it to one rate.`);
