import { UnusableMediaError } from '@mmae/samples';
import { slice, pieces, type ByteSource } from './byte-source.ts';
import { nextChunk, type Chunk, type ChunkLayout } from './chunks.ts';
import { isAdpcm, quickTimeBlock } from './adpcm.ts';
import { decoderMissing, type EncodedSound } from './encoded-sound.ts';
import { isWindowsMedia } from './wma.ts';
import { pcmSampleLength } from './pcm.ts';

const pieceLength = 1 << 20; // bytes decoded at a time, or one block
/** Bytes of all channels that are decoded together; a header that says more is not believed. */
export const longestBlock = 1 << 24;

/** What a container's header says of the sound in it. */
export interface SoundHeader extends Pick<
  EncodedSound,
  'container' | 'codec' | 'numChannels' | 'sampleRateHz' | 'setup' | 'bitsPerSample'
> {
  /** bytes of all channels that are decoded together */
  readonly blockAlign: number;
  readonly bytesPerSecond: number;
}

/** Where a container's header says that the sound is. */
export interface Extent {
  readonly position: number;
  /** bytes; null where the header says that it does not know */
  readonly length: number | null;
}

/**
 * The sound of a container that holds nothing but blocks of one length.
 *
 * @throws UnusableMediaError where the header promises more than the file holds, or describes no sound that could be
 */
export function soundInBlocks(source: ByteSource, header: SoundHeader, { position, length }: Extent): EncodedSound {
  const { container, codec, numChannels, sampleRateHz, blockAlign, setup } = header;
  if (!(pcmSampleLength(codec) || isAdpcm(codec) || isWindowsMedia(codec))) throw decoderMissing(codec, container);
  checkHeader(header);
  const present = source.sizeBytes - position;
  if (length !== null && length > present) throw cutShort(header, length, present);
  const sound = slice(source, position, length ?? present);
  return {
    ...{
      container,
      codec,
      numChannels,
      sampleRateHz,
      blockAlign,
      setup,
      declaredSeconds: null,
      bytesPerSecond: header.bytesPerSecond,
      bitsPerSample: header.bitsPerSample,
    },
    *packets() {
      for (const data of pieces(sound, Math.max(1, Math.floor(pieceLength / blockAlign)) * blockAlign)) yield { data };
    },
  };
}

/**
 * The length of a chunk of sound, null where it was never written: a recorder that crashed leaves 0 or the largest number there is.
 * After 0 the sound goes up to the end of the file, unless what follows is a chunk that ends with it.
 */
export function lengthOf(source: ByteSource, chunk: Chunk, layout: ChunkLayout, streamedLength: number): number | null {
  if (chunk.length < 0 || chunk.length >= streamedLength) return null;
  if (chunk.length > 0) return chunk.length;
  return isFollowedByChunks(source, chunk, layout) ? 0 : null;
}

function isFollowedByChunks(source: ByteSource, chunk: Chunk, layout: ChunkLayout): boolean {
  const next = nextChunk(source, chunk, layout);
  return next !== undefined && /^[\x20-\x7e]{4}$/.test(next.id) && next.position + next.length <= source.sizeBytes && next.length > 0;
}

/** Bytes of a block of PCM or of QuickTime's IMA; of another encoding as the header has it. */
export const blockOf = (codec: string, numChannels: number, otherwise: number) =>
  (codec === 'adpcm_ima_qt' ? quickTimeBlock : (pcmSampleLength(codec) ?? 0)) * numChannels || otherwise;

function checkHeader({ container, numChannels, sampleRateHz, blockAlign, codec }: SoundHeader): void {
  if (numChannels > 0 && sampleRateHz > 0 && blockAlign > 0 && blockAlign <= longestBlock) return;
  throw new UnusableMediaError(
    `damaged: the ${container} header says ${numChannels} channels at ${sampleRateHz} Hz in blocks of ${blockAlign} bytes (${codec}). ` +
      'Copy it again from its source.',
  );
}

function cutShort({ container, bytesPerSecond }: SoundHeader, promised: number, present: number): UnusableMediaError {
  const seconds = (bytes: number) => (bytes / bytesPerSecond).toFixed(2);
  return new UnusableMediaError(
    `truncated: the ${container} header promises ${seconds(promised)} s of sound, the file holds ${seconds(present)} s. Copy it again from its source.`,
  );
}
