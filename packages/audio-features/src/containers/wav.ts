import { UnusableMediaError } from '@mmae/samples';
import { pcmName, pcmSampleLength } from '../codecs/pcm.ts';
import { blockOf, lengthOf, blocksAsAudio } from './block-audio.ts';
import { type ByteSource, ascii, slice, viewAt, viewOf } from './byte-source.ts';
import { type Chunk, type ChunkLayout, bigEndianRiff, findChunks, requireChunk, riff, wave64 } from './chunks.ts';
import type { EncodedAudio } from './encoded-audio.ts';
import { framesAsAudio } from './frames.ts';

const streamedLength = 0x7ffff000; // headers written before the length was known declare at least this

/**
 * Opens a WAV file: RIFF, RIFX, RF64 or BW64, PCM, G.711, ADPCM or MPEG audio. The `data` chunk may precede `fmt`.
 *
 * The formats: Microsoft, *Multiple Channel Audio Data and WAVE Files*; EBU Tech 3306 (RF64); ITU-R BS.2088 (BW64).
 *
 * @throws UnusableMediaError if the header is damaged or the file is shorter than declared
 */
export function openWav(source: ByteSource): EncodedAudio {
  const isBigEndian = ascii(source.read(0, 4)) === 'RIFX';
  const layout = isBigEndian ? bigEndianRiff : riff;
  const chunks = findChunks(source, 12, layout, ['fmt ', 'data']);
  const ds64 = chunks.find(({ id }) => id === 'ds64');
  const length64 = ds64 && Number(viewAt(source, ds64.position, 16).getBigUint64(8, true));
  return openWave(source, chunks, { container: 'WAV', layout, endian: isBigEndian ? 'be' : 'le', length64 });
}

/** Opens a Sony Wave64 file: RIFF with GUIDs and 64-bit lengths. */
export function openWave64(source: ByteSource): EncodedAudio {
  const chunks = findChunks(source, 40, wave64, ['fmt ', 'data']);
  return openWave(source, chunks, { container: 'Wave64', layout: wave64, endian: 'le' });
}

interface WaveKind {
  readonly container: string;
  readonly layout: ChunkLayout;
  readonly endian: 'le' | 'be';
  /** the length in RF64, which replaces the 32-bit length of `data` */
  readonly length64?: number;
}

function openWave(source: ByteSource, chunks: readonly Chunk[], { container, layout, endian, length64 }: WaveKind): EncodedAudio {
  const formatChunk = requireChunk(chunks, 'fmt ', container);
  const bytes = source.read(formatChunk.position, Math.min(formatChunk.length, 4096));
  if (bytes.length < 16)
    throw new UnusableMediaError(`damaged: the ${container} header has ${bytes.length} of 16 bytes. Copy it again from its source.`);
  const format = waveFormat(bytes, endian);
  const data = requireChunk(chunks, 'data', container);
  const unknownFrom = layout === wave64 ? Number.MAX_SAFE_INTEGER : streamedLength;
  const is64 = data.length === 0xffffffff && (length64 ?? 0) > 0;
  const length = is64 ? length64! : lengthOf(source, data, layout, unknownFrom);
  if (format.codec === 'mp3' || format.codec === 'mp2')
    return framesAsAudio(slice(source, data.position, length ?? Infinity), { container, codec: format.codec });
  const blockAlign = blockOf(format.codec, format.numChannels, format.blockAlign);
  const bytesPerSecond = pcmSampleLength(format.codec) ? blockAlign * format.sampleRateHz : format.bytesPerSecond;
  return blocksAsAudio(source, { ...format, container, blockAlign, bytesPerSecond }, { position: data.position, length });
}

/** The contents of Microsoft's WAVEFORMATEX: the «fmt» chunk of WAV and Wave64, «strf» of AVI, the stream properties of ASF. */
export interface WaveFormat {
  readonly codec: string;
  readonly numChannels: number;
  readonly sampleRateHz: number;
  /** the length of a block that can be decoded separately, in bytes */
  readonly blockAlign: number;
  readonly bytesPerSecond: number;
  readonly bitsPerSample: number;
  readonly setup: Uint8Array;
}

/** Registered formats that occur in archives, with FFmpeg's names. */
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
 * Reads a WAVEFORMATEX.
 *
 * @param bytes at least 16; those after the first 18 are codec-specific data
 * @param endian `be` only in RIFX
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

/** The codec of PCM. A sample may be stored in more bytes than its bits require; an impossible number of bytes is ignored. */
function pcmCodec(tag: 1 | 3, containerBytes: number, bitsPerSample: number, endian: 'le' | 'be'): string {
  const minBytes = Math.ceil(bitsPerSample / 8);
  const numBytes = Number.isInteger(containerBytes) && containerBytes >= minBytes && containerBytes <= 8 ? containerBytes : minBytes;
  if (tag === 1 && numBytes === 1) return 'pcm_u8';
  return pcmName(tag === 1 ? 's' : 'f', numBytes, endian);
}
