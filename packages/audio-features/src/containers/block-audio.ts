import { UnusableMediaError } from '@mmae/samples';
import { isAdpcm, quickTimeBlockLength } from '../codecs/adpcm.ts';
import { pcmSampleLength } from '../codecs/pcm.ts';
import { isWindowsMedia } from '../codecs/wma.ts';
import { type ByteSource, pieces, slice } from './byte-source.ts';
import { type Chunk, type ChunkLayout, nextChunk } from './chunks.ts';
import { type EncodedAudio, decoderMissing } from './encoded-audio.ts';

const pieceLength = 1 << 20; // bytes per packet; at least one block
/** The limit on the length of a block of all channels, in bytes. A larger value in a header is an error. */
export const maxBlockLength = 1 << 24;

/** What the header of a container declares about its audio. */
export interface AudioHeader extends Pick<
  EncodedAudio,
  'container' | 'codec' | 'numChannels' | 'sampleRateHz' | 'setup' | 'bitsPerSample'
> {
  /** the length of a block of all channels, in bytes */
  readonly blockAlign: number;
  readonly bytesPerSecond: number;
}

/** The location of the audio data in a file. */
export interface Extent {
  readonly position: number;
  /** in bytes; null if the header does not declare it */
  readonly length: number | null;
}

/**
 * The audio of a container with blocks of constant length.
 *
 * @throws UnusableMediaError if the header declares more data than the file contains, or is invalid
 */
export function blocksAsAudio(source: ByteSource, header: AudioHeader, { position, length }: Extent): EncodedAudio {
  const { container, codec, numChannels, sampleRateHz, blockAlign, setup } = header;
  if (!(pcmSampleLength(codec) || isAdpcm(codec) || isWindowsMedia(codec))) throw decoderMissing(codec, container);
  checkHeader(header);
  const present = source.sizeBytes - position;
  if (length !== null && length > present) throw truncatedData(header, length, present);
  const audio = slice(source, position, length ?? present);
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
      for (const data of pieces(audio, Math.max(1, Math.floor(pieceLength / blockAlign)) * blockAlign)) yield { data };
    },
  };
}

/**
 * The length of a chunk of audio data; null if it was never written: a recorder that crashed leaves 0 or the maximum value. A length of 0 is only
 * valid if another chunk follows; otherwise the data extend to the end of the file.
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

/** The length of a block of PCM or of QuickTime's IMA, in bytes; for other codecs as declared in the header. */
export const blockOf = (codec: string, numChannels: number, declared: number) =>
  (codec === 'adpcm_ima_qt' ? quickTimeBlockLength : (pcmSampleLength(codec) ?? 0)) * numChannels || declared;

function checkHeader({ container, numChannels, sampleRateHz, blockAlign, codec }: AudioHeader): void {
  if (numChannels > 0 && sampleRateHz > 0 && blockAlign > 0 && blockAlign <= maxBlockLength) return;
  throw new UnusableMediaError(
    `damaged: the ${container} header declares ${numChannels} channels at ${sampleRateHz} Hz in blocks of ${blockAlign} bytes (${codec}). ` +
      'Copy it again from its source.',
  );
}

function truncatedData({ container, bytesPerSecond }: AudioHeader, declared: number, present: number): UnusableMediaError {
  const seconds = (bytes: number) => (bytes / bytesPerSecond).toFixed(2);
  return new UnusableMediaError(
    `truncated: the ${container} header declares ${seconds(declared)} s of audio, the file contains ${seconds(present)} s. Copy it again from its source.`,
  );
}
