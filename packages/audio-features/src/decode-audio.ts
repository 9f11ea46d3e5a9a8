import { UnusableMediaError } from '@mmae/samples';
import type { Audio } from './audio.ts';
import { openBytes, type ByteSource } from './byte-source.ts';
import { collect } from './collect.ts';
import { decodedBlocks } from './decoders.ts';
import type { DemuxedSound } from './demux.ts';
import { findSound } from './find-sound.ts';
import { openSound } from './open-sound.ts';
import { checkComplete } from './truncation.ts';

export interface DecodeOptions {
  /** what lies after it is neither decoded nor, as far as the format allows, read */
  readonly maxAudioSeconds: number;
}

/** Decodings take turns: each uses the same decoders, and none runs faster next to another. */
let turn: Promise<unknown> = Promise.resolve();

/**
 * The sound of a sound file or a film as one channel; the formats are in README.md, and told apart by their bytes.
 *
 * Decoded are at most `maxAudioSeconds` and one packet, one file at a time, whatever the file claims.
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
  const decoded = turn.then(() => decodeFile(source, maxAudioSeconds));
  turn = decoded.catch(() => undefined);
  return decoded;
}

async function decodeFile(source: string | Uint8Array, maxAudioSeconds: number): Promise<Audio> {
  const file = openBytes(source);
  try {
    return checkAudio(await decodeBytes(file, maxAudioSeconds));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // a field was read where its part of the file has ended
    throw new UnusableMediaError(`damaged: a header leads out of its part of the file (${error.message}). Copy it again from its source.`);
  } finally {
    file.close();
  }
}

async function decodeBytes(file: ByteSource, maxAudioSeconds: number): Promise<Audio> {
  const { format, source } = findSound(file);
  const sound = await openSound(format, source);
  try {
    const collected = await collect(decodedBlocks(sound), maxAudioSeconds, sound.declaredSeconds);
    if (collected.reachedEnd) checkComplete(format, source, sound, collected);
    return collected;
  } finally {
    await (sound as Partial<DemuxedSound>).close?.();
  }
}

function checkAudio({ samples, sampleRateHz }: Audio): Audio {
  if (samples.length === 0) throw new UnusableMediaError('no sound in it: the file holds 0 samples. Record or export it again.');
  const damaged = samples.findIndex((sample) => !Number.isFinite(sample));
  if (damaged < 0) return { samples, sampleRateHz };
  throw new UnusableMediaError(
    `damaged: ${samples[damaged]} at ${(damaged / sampleRateHz).toFixed(3)} s, where a finite number is expected. Export it again.`,
  );
}
