import { InputError } from '@mmae/input';
import type { MonoAudio } from './to-wav.ts';

/** The content of a WAV file as its header describes it. */
export interface WavHeader {
  /** 1 is PCM: integers */
  readonly formatTag: number;
  readonly sampleRateHz: number;
  readonly numChannels: number;
  readonly bytesPerSample: number;
  /** the offset of the first sample in the file, in bytes */
  readonly start: number;
  /** the length of the samples, in bytes; the file may be shorter */
  readonly lengthBytes: number;
}

/** Bytes that are not the WAV file that was expected. */
export class WavError extends InputError {
  override readonly name = 'WavError';
}

/**
 * Reads the header of a WAV file.
 *
 * @param head the first bytes of the file, up to the start of its `data` chunk or beyond
 * @throws WavError if the bytes are not a WAV file, or contain no `data` chunk after a `fmt ` chunk
 */
export function readWavHeader(head: Uint8Array): WavHeader {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.length);
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WAVE') throw new WavError('not a WAV file');
  let format: Omit<WavHeader, 'start' | 'lengthBytes'> | undefined;
  for (let offset = 12; offset + 8 <= bytes.length;) {
    const [id, length] = [bytes.toString('latin1', offset, offset + 4), bytes.readUInt32LE(offset + 4)];
    const start = offset + 8;
    if (id === 'data' && format) return { ...format, start, lengthBytes: length };
    if (id === 'fmt ' && start + 16 <= bytes.length) format = readFormat(bytes.subarray(start));
    offset = start + length + (length % 2);
  }
  throw new WavError('a WAV file without audio');
}

const readFormat = (bytes: Buffer) => ({
  formatTag: bytes.readUInt16LE(0),
  numChannels: bytes.readUInt16LE(2),
  sampleRateHz: bytes.readUInt32LE(4),
  bytesPerSample: bytes.readUInt16LE(14) / 8,
});

/**
 * Reads a WAV file of 16-bit PCM. Only the first of several channels is read; of a truncated file, the samples that are present.
 *
 * @throws WavError as `readWavHeader`, and for any other encoding
 */
export function readWav(file: Uint8Array): MonoAudio {
  const { formatTag, bytesPerSample, numChannels, sampleRateHz, start, lengthBytes } = readWavHeader(file);
  if (formatTag !== 1 || bytesPerSample !== 2 || numChannels < 1) throw new WavError('a WAV file of other than 16-bit PCM');
  const end = Math.min(file.length, start + lengthBytes);
  const view = new DataView(file.buffer, file.byteOffset);
  const samples = new Float32Array(Math.floor((end - start) / (2 * numChannels)));
  for (let i = 0; i < samples.length; i++) samples[i] = view.getInt16(start + 2 * numChannels * i, true) / 2 ** 15;
  return { samples, sampleRateHz };
}
