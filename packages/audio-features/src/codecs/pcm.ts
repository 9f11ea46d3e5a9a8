import { interleavedToMono } from '../audio.ts';
import { viewOf } from '../containers/byte-source.ts';

interface SampleReader {
  readonly numBytes: number;
  /** @returns a sample, in [−1, 1] for codecs with a full scale */
  read(view: DataView, offset: number): number;
}

/** PCM and G.711, by FFmpeg's names. */
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

/** The length of a sample of one channel, in bytes; undefined for other codecs than PCM and G.711. */
export const pcmSampleLength = (codec: string): number | undefined => (Object.hasOwn(readers, codec) ? readers[codec].numBytes : undefined);

/** Decodes interleaved samples to one channel. An incomplete sample at the end is dropped. */
export function decodePcm(codec: string, numChannels: number, bytes: Uint8Array): Float32Array {
  const { numBytes, read } = readers[codec];
  const view = viewOf(bytes);
  return interleavedToMono((index) => read(view, index * numBytes), numChannels, Math.floor(bytes.length / (numBytes * numChannels)));
}

/** FFmpeg's name of PCM with `numBytes` bytes per sample. */
export const pcmName = (kind: 's' | 'f', numBytes: number, endian: 'le' | 'be') =>
  kind === 's' && numBytes === 1 ? 'pcm_s8' : `pcm_${kind}${8 * numBytes}${endian}`;

/** ITU-T G.711: a byte is a sign, three bits of octave and four bits of step. @returns the samples of all 256 bytes, in (−1, 1) */
const g711Table = (magnitudeOf: (octave: number, step: number) => number, inverted: number, positive: number) =>
  Float32Array.from({ length: 256 }, (_, byte) => {
    const bits = byte ^ inverted;
    const magnitude = magnitudeOf((bits >> 4) & 7, bits & 15);
    return ((bits & 128) === positive ? magnitude : -magnitude) / 2 ** 15;
  });

/** µ-law: all bits are inverted, and all magnitudes have a bias of 132. */
export const muLaw = g711Table((octave, step) => ((2 * step + 33) << (octave + 2)) - 132, 0xff, 0);

/** A-law: every other bit is inverted, and the lowest octave is as coarse as the second. */
export const aLaw = g711Table((octave, step) => (octave === 0 ? 16 * step + 8 : (16 * step + 264) << (octave - 1)), 0x55, 128);
