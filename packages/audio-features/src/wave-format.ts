import { viewOf } from './byte-source.ts';
import { pcmName } from './pcm.ts';

/** What Microsoft's WAVEFORMATEX says of a sound: the «fmt» chunk of WAV and W64, «strf» of AVI, a stream's properties in ASF. */
export interface WaveFormat {
  readonly codec: string;
  readonly numChannels: number;
  readonly sampleRateHz: number;
  /** bytes that are decoded on their own */
  readonly blockAlign: number;
  readonly bytesPerSecond: number;
  readonly bitsPerSample: number;
  readonly setup: Uint8Array;
}

/** Of the registered formats those that archives hold; FFmpeg's names. */
const codecs: Record<number, string> = {
  0x02: 'adpcm_ms',
  0x06: 'pcm_alaw',
  0x07: 'pcm_mulaw',
  0x11: 'adpcm_ima_wav',
  0x22: 'truespeech',
  0x31: 'gsm_ms',
  0x40: 'g721',
  0x45: 'adpcm_g726',
  0x50: 'mp2',
  0x55: 'mp3',
  0x64: 'adpcm_g726',
  0x92: 'ac3',
  0xff: 'aac',
  0x160: 'wmav1',
  0x161: 'wmav2',
  0x162: 'wmapro',
  0x163: 'wmalossless',
  0x1600: 'aac_adts',
  0x2000: 'ac3',
  0x2001: 'dts',
  0xf1ac: 'flac',
};

/**
 * @param bytes at least 16; what follows 18 is what the decoder needs to know
 * @param endian big in RIFX alone
 */
export function waveFormat(bytes: Uint8Array, endian: 'le' | 'be' = 'le'): WaveFormat {
  const view = viewOf(bytes);
  const [u16, u32] = [
    (offset: number) => view.getUint16(offset, endian === 'le'),
    (offset: number) => view.getUint32(offset, endian === 'le'),
  ];
  const isExtensible = u16(0) === 0xfffe && bytes.length >= 26;
  const tag = u16(isExtensible ? 24 : 0);
  const [numChannels, sampleRateHz, bytesPerSecond, blockAlign, bitsPerSample] = [u16(2), u32(4), u32(8), u16(12), u16(14)];
  const codec =
    tag === 1 || tag === 3
      ? pcmCodec(tag, blockAlign / numChannels, bitsPerSample, endian)
      : (codecs[tag] ?? `format 0x${tag.toString(16)}`);
  return { codec, numChannels, sampleRateHz, bytesPerSecond, blockAlign, bitsPerSample, setup: bytes.subarray(18) };
}

/** The bytes that a sample has are its container's, which may be wider than its bits; a container that cannot be is not believed. */
function pcmCodec(tag: 1 | 3, containerBytes: number, bitsPerSample: number, endian: 'le' | 'be'): string {
  const leastBytes = Math.ceil(bitsPerSample / 8);
  const numBytes = Number.isInteger(containerBytes) && containerBytes >= leastBytes && containerBytes <= 8 ? containerBytes : leastBytes;
  if (tag === 1 && numBytes === 1) return 'pcm_u8';
  return pcmName(tag === 1 ? 's' : 'f', numBytes, endian);
}
