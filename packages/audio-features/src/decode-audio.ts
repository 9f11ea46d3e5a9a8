import { UnusableMediaError } from '@mmae/samples';
import { audioFormat } from './audio-format.ts';
import type { Audio } from './audio.ts';
import { openBytes, type ByteSource } from './byte-source.ts';
import { decodeCompressed } from './libav.ts';
import { checkComplete } from './truncation.ts';
import { decodeWav } from './wav.ts';

export interface DecodeOptions {
  /** what lies after it is neither decoded nor, as far as the format allows, read */
  readonly maxAudioSeconds: number;
}

const [lowestRateHz, highestRateHz] = [1_000, 384_000];

/**
 * A sound file as one channel: WAV, FLAC, MP3, Ogg (Vorbis, Opus) or MP4 (AAC, ALAC), told apart by their bytes.
 *
 * @param source a path, or the bytes of a file
 * @returns the mean of the channels at the file's own rate; at least one sample, every one finite
 * @throws UnusableMediaError in one sentence, where there is no such sound in it
 * @throws RangeError unless `maxAudioSeconds` is positive and finite
 */
export async function decodeAudio(source: string | Uint8Array, { maxAudioSeconds }: DecodeOptions): Promise<Audio> {
  if (!(maxAudioSeconds > 0 && maxAudioSeconds < Infinity)) {
    throw new RangeError(`decodeAudio: expected 0 < maxAudioSeconds < Infinity, got ${maxAudioSeconds}`);
  }
  const bytes = openBytes(source);
  try {
    return checkAudio(await decodeBytes(bytes, maxAudioSeconds));
  } finally {
    bytes.close();
  }
}

async function decodeBytes(bytes: ByteSource, maxAudioSeconds: number): Promise<Audio> {
  const format = audioFormat(bytes.read(0, 64));
  if (format === 'wav') return decodeWav(bytes, maxAudioSeconds);
  const decoded = await decodeCompressed(format, bytes, maxAudioSeconds);
  if (decoded.reachedEnd) checkComplete(format, bytes, decoded);
  return decoded;
}

function checkAudio({ samples, sampleRateHz }: Audio): Audio {
  if (!(sampleRateHz >= lowestRateHz && sampleRateHz <= highestRateHz)) {
    throw new UnusableMediaError(
      `a sample rate that is not read: expected ${lowestRateHz} to ${highestRateHz} Hz, got ${sampleRateHz}. Correct or convert the file.`,
    );
  }
  if (samples.length === 0) throw new UnusableMediaError('no sound in it: the file holds 0 samples. Record or export it again.');
  const damaged = samples.findIndex((sample) => !Number.isFinite(sample));
  if (damaged < 0) return { samples, sampleRateHz };
  throw new UnusableMediaError(
    `damaged: ${samples[damaged]} at ${(damaged / sampleRateHz).toFixed(3)} s, where a finite number is expected. Export it again.`,
  );
}
