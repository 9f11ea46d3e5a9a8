import { UnusableMediaError } from '@mmae/samples';
import { ascii } from './audio-format.ts';
import type { Audio } from './audio.ts';
import type { ByteSource } from './byte-source.ts';
import { concat } from './concat.ts';
import { toMono } from './to-mono.ts';

interface WavFormat {
  readonly encoding: 'integer' | 'float';
  readonly numChannels: number;
  readonly sampleRateHz: number;
  readonly bytesPerSample: number;
}

interface Chunk {
  readonly id: string;
  readonly position: number;
  readonly length: number;
}

type ReadSample = (view: DataView, offset: number) => number;

const blockLength = 1 << 20; // bytes decoded at a time
const mostChunks = 1000;
const streamedLength = 0x7ffff000; // a header written before its sound was known claims this much, or more
const encodings: Record<number, string> = { 2: 'ADPCM', 6: 'A-law', 7: 'µ-law', 17: 'IMA ADPCM', 85: 'MP3' };

const readers: Record<string, ReadSample> = {
  integer1: (view, offset) => (view.getUint8(offset) - 128) / 2 ** 7,
  integer2: (view, offset) => view.getInt16(offset, true) / 2 ** 15,
  integer3: (view, offset) => (view.getInt8(offset + 2) * 2 ** 16 + view.getUint16(offset, true)) / 2 ** 23,
  integer4: (view, offset) => view.getInt32(offset, true) / 2 ** 31,
  float4: (view, offset) => view.getFloat32(offset, true),
  float8: (view, offset) => view.getFloat64(offset, true),
};

/**
 * Reads a WAV file: PCM of 8 to 32 bits, floats of 32 and 64, WAVE_FORMAT_EXTENSIBLE, RF64 and BW64. Only what is decoded is read.
 *
 * The format: Microsoft, *Multiple Channel Audio Data and WAVE Files*; EBU Tech 3306 (RF64); ITU-R BS.2088 (BW64).
 *
 * @param maxSeconds what lies after it is not decoded
 * @throws UnusableMediaError for another encoding, a damaged header, or fewer bytes than the header promises
 */
export function decodeWav(source: ByteSource, maxSeconds: number): Audio {
  const chunks = wavChunks(source);
  const format = toFormat(source, find(chunks, 'fmt '));
  const readSample = readers[format.encoding + format.bytesPerSample];
  const { position, length } = soundOf(source, chunks, format);
  const blockAlign = format.bytesPerSample * format.numChannels;
  const wanted = Math.min(Math.floor(length / blockAlign), Math.ceil(maxSeconds * format.sampleRateHz));
  const samplesPerBlock = Math.max(1, Math.floor(blockLength / blockAlign));
  const blocks: Float32Array[] = [];
  for (let done = 0; done < wanted; done += samplesPerBlock) {
    const bytes = source.read(position + done * blockAlign, Math.min(samplesPerBlock, wanted - done) * blockAlign);
    blocks.push(toMono(toChannels(bytes, format, readSample)));
  }
  return { samples: concat(blocks), sampleRateHz: format.sampleRateHz };
}

function toChannels(bytes: Uint8Array, { numChannels, bytesPerSample }: WavFormat, readSample: ReadSample): Float32Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const blockAlign = numChannels * bytesPerSample;
  return Array.from({ length: numChannels }, (_, channel) => {
    const samples = new Float32Array(Math.floor(bytes.length / blockAlign));
    for (let i = 0, offset = channel * bytesPerSample; i < samples.length; i++, offset += blockAlign) samples[i] = readSample(view, offset);
    return samples;
  });
}

/** The chunks up to `data`, which is the last one that is needed; ds64 gives the length of a `data` that has outgrown 32 bits. */
function wavChunks(source: ByteSource): Chunk[] {
  const chunks: Chunk[] = [];
  for (let position = 12; position + 8 <= source.sizeBytes && chunks.length < mostChunks;) {
    const header = viewOf(source.read(position, 8));
    const chunk = { id: ascii(source.read(position, 4), 0, 4), position: position + 8, length: header.getUint32(4, true) };
    chunks.push(chunk);
    if (chunk.id === 'data') break;
    position = chunk.position + chunk.length + (chunk.length % 2);
  }
  return chunks;
}

function find(chunks: readonly Chunk[], id: string): Chunk {
  const chunk = chunks.find((each) => each.id === id);
  if (chunk) return chunk;
  throw new UnusableMediaError(
    `damaged or truncated: the WAV file has no «${id.trim()}» chunk among its ${chunks.length}. Copy it again from its source.`,
  );
}

function toFormat(source: ByteSource, { position, length }: Chunk): WavFormat {
  const bytes = source.read(position, Math.min(length, 40));
  if (bytes.length < 16)
    throw new UnusableMediaError(`damaged: the WAV header has ${bytes.length} of 16 bytes. Copy it again from its source.`);
  const view = viewOf(bytes);
  const isExtensible = view.getUint16(0, true) === 0xfffe && bytes.length >= 26;
  const tag = view.getUint16(isExtensible ? 24 : 0, true);
  const [numChannels, sampleRateHz] = [view.getUint16(2, true), view.getUint32(4, true)];
  const bytesPerSample = view.getUint16(12, true) / numChannels;
  const format = { encoding: tag === 3 ? 'float' : 'integer', numChannels, sampleRateHz, bytesPerSample } as const;
  if ((tag === 1 || tag === 3) && numChannels > 0 && format.encoding + bytesPerSample in readers) return format;
  throw new UnusableMediaError(
    `a WAV encoding that is not read: expected PCM of 8 to 32 bits or floats of 32 or 64, got ${encodings[tag] ?? `format ${tag}`} ` +
      `of ${view.getUint16(14, true)} bits in ${numChannels} channels. Convert it to 16-bit PCM.`,
  );
}

/** Where the sound lies. */
function soundOf(source: ByteSource, chunks: readonly Chunk[], format: WavFormat): { position: number; length: number } {
  const data = find(chunks, 'data');
  const ds64 = chunks.find(({ id }) => id === 'ds64');
  const promised = ds64 && data.length === 0xffffffff ? Number(viewOf(source.read(ds64.position, 16)).getBigUint64(8, true)) : data.length;
  const present = source.sizeBytes - data.position;
  if (promised <= present) return { position: data.position, length: promised };
  if (!ds64 && promised >= streamedLength) return { position: data.position, length: present };
  const seconds = (bytes: number) => (bytes / (format.bytesPerSample * format.numChannels * format.sampleRateHz)).toFixed(2);
  throw new UnusableMediaError(
    `truncated: the WAV header promises ${seconds(promised)} s of sound, the file holds ${seconds(present)} s. Copy it again from its source.`,
  );
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
