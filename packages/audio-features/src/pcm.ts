import { viewOf } from './byte-source.ts';
import { aLaw, muLaw } from './g711.ts';
import { interleavedToMono } from './to-mono.ts';

interface SampleReader {
  readonly numBytes: number;
  /** @returns in [−1, 1] where the encoding has a full scale */
  read(view: DataView, offset: number): number;
}

/** Encodings whose samples are each on their own, by FFmpeg's names. */
const readers: Record<string, SampleReader> = {
  pcm_u8: { numBytes: 1, read: (view, offset) => (view.getUint8(offset) - 128) / 2 ** 7 },
  pcm_s8: { numBytes: 1, read: (view, offset) => view.getInt8(offset) / 2 ** 7 },
  pcm_s16le: { numBytes: 2, read: (view, offset) => view.getInt16(offset, true) / 2 ** 15 },
  pcm_s16be: { numBytes: 2, read: (view, offset) => view.getInt16(offset) / 2 ** 15 },
  pcm_s24le: { numBytes: 3, read: (view, offset) => (view.getInt8(offset + 2) * 2 ** 16 + view.getUint16(offset, true)) / 2 ** 23 },
  pcm_s24be: { numBytes: 3, read: (view, offset) => (view.getInt16(offset) * 2 ** 8 + view.getUint8(offset + 2)) / 2 ** 23 },
  pcm_s32le: { numBytes: 4, read: (view, offset) => view.getInt32(offset, true) / 2 ** 31 },
  pcm_s32be: { numBytes: 4, read: (view, offset) => view.getInt32(offset) / 2 ** 31 },
  pcm_f32le: { numBytes: 4, read: (view, offset) => view.getFloat32(offset, true) },
  pcm_f32be: { numBytes: 4, read: (view, offset) => view.getFloat32(offset) },
  pcm_f64le: { numBytes: 8, read: (view, offset) => view.getFloat64(offset, true) },
  pcm_f64be: { numBytes: 8, read: (view, offset) => view.getFloat64(offset) },
  pcm_mulaw: { numBytes: 1, read: (view, offset) => muLaw[view.getUint8(offset)] },
  pcm_alaw: { numBytes: 1, read: (view, offset) => aLaw[view.getUint8(offset)] },
};

/** Bytes of one sample of one channel; undefined for an encoding that is not PCM or G.711. */
export const pcmSampleLength = (codec: string): number | undefined => (Object.hasOwn(readers, codec) ? readers[codec].numBytes : undefined);

/** Interleaved samples as one channel. @returns as many samples as are whole in the bytes */
export function decodePcm(codec: string, numChannels: number, bytes: Uint8Array): Float32Array {
  const { numBytes, read } = readers[codec];
  const view = viewOf(bytes);
  return interleavedToMono((index) => read(view, index * numBytes), numChannels, Math.floor(bytes.length / (numBytes * numChannels)));
}

/** The name of PCM of so many bytes a sample, as FFmpeg spells it. */
export const pcmName = (kind: 's' | 'f', numBytes: number, endian: 'le' | 'be') =>
  kind === 's' && numBytes === 1 ? 'pcm_s8' : `pcm_${kind}${8 * numBytes}${endian}`;
