import { UnusableMediaError } from '@mmae/samples';
import { ascii, slice, viewAt, type ByteSource } from './byte-source.ts';
import { bigEndianRiff, findChunks, riff, wave64, type Chunk, type ChunkLayout } from './chunks.ts';
import type { EncodedSound } from './encoded-sound.ts';
import { soundOfFrames } from './frames.ts';
import { blockOf, lengthOf, soundInBlocks } from './pcm-file.ts';
import { pcmSampleLength } from './pcm.ts';
import { waveFormat } from './wave-format.ts';

const streamedLength = 0x7ffff000; // a header written before its sound was known claims this much, or more

/**
 * The sound of a WAV file: RIFF, RIFX, RF64 or BW64, PCM, G.711, ADPCM or MPEG audio. The `data` chunk may come before `fmt`.
 *
 * The formats: Microsoft, *Multiple Channel Audio Data and WAVE Files*; EBU Tech 3306 (RF64); ITU-R BS.2088 (BW64).
 *
 * @throws UnusableMediaError for a damaged header, or fewer bytes than the header promises
 */
export function wavSound(source: ByteSource): EncodedSound {
  const isBigEndian = ascii(source.read(0, 4)) === 'RIFX';
  const layout = isBigEndian ? bigEndianRiff : riff;
  const chunks = findChunks(source, 12, layout, ['fmt ', 'data']);
  const ds64 = chunks.find(({ id }) => id === 'ds64');
  const length64 = ds64 && Number(viewAt(source, ds64.position, 16).getBigUint64(8, true));
  return waveSound(source, chunks, { container: 'WAV', layout, endian: isBigEndian ? 'be' : 'le', length64 });
}

/** The sound of a Sony Wave64 file: RIFF with GUIDs and lengths of 64 bits. */
export function w64Sound(source: ByteSource): EncodedSound {
  const chunks = findChunks(source, 40, wave64, ['fmt ', 'data']);
  return waveSound(source, chunks, { container: 'Wave64', layout: wave64, endian: 'le' });
}

interface WaveKind {
  readonly container: string;
  readonly layout: ChunkLayout;
  readonly endian: 'le' | 'be';
  /** what RF64 says in place of the 32 bits of `data` */
  readonly length64?: number;
}

function waveSound(source: ByteSource, chunks: readonly Chunk[], { container, layout, endian, length64 }: WaveKind): EncodedSound {
  const formatChunk = find(chunks, 'fmt ', container);
  const bytes = source.read(formatChunk.position, Math.min(formatChunk.length, 4096));
  if (bytes.length < 16)
    throw new UnusableMediaError(`damaged: the ${container} header has ${bytes.length} of 16 bytes. Copy it again from its source.`);
  const format = waveFormat(bytes, endian);
  const data = find(chunks, 'data', container);
  const unknownFrom = layout === wave64 ? Number.MAX_SAFE_INTEGER : streamedLength;
  const is64 = data.length === 0xffffffff && (length64 ?? 0) > 0;
  const length = is64 ? length64! : lengthOf(source, data, layout, unknownFrom);
  if (format.codec === 'mp3' || format.codec === 'mp2')
    return soundOfFrames(slice(source, data.position, length ?? Infinity), { container, codec: format.codec });
  const blockAlign = blockOf(format.codec, format.numChannels, format.blockAlign);
  const bytesPerSecond = pcmSampleLength(format.codec) ? blockAlign * format.sampleRateHz : format.bytesPerSecond;
  return soundInBlocks(source, { ...format, container, blockAlign, bytesPerSecond }, { position: data.position, length });
}

function find(chunks: readonly Chunk[], id: string, container: string): Chunk {
  const chunk = chunks.find((each) => each.id === id);
  if (chunk) return chunk;
  throw new UnusableMediaError(
    `damaged or truncated: the ${container} file has no «${id.trim()}» chunk among its ${chunks.length}. Copy it again from its source.`,
  );
}
