import { UnusableMediaError } from '@mmae/samples';
import { type ByteSource, ascii, viewOf } from './byte-source.ts';

export interface Chunk {
  readonly id: string;
  /** the offset of its first byte after the header */
  readonly position: number;
  /** in bytes, according to its header */
  readonly length: number;
}

/** The chunk headers of a family of containers. */
export interface ChunkLayout {
  readonly headerLength: number;
  /** chunks are padded to a multiple of this number of bytes */
  readonly align: number;
  lengthOf(header: DataView): number;
}

export const riff: ChunkLayout = { headerLength: 8, align: 2, lengthOf: (header) => header.getUint32(4, true) };
/** FORM (AIFF) and RIFX */
export const bigEndianRiff: ChunkLayout = { headerLength: 8, align: 2, lengthOf: (header) => header.getUint32(4) };
/** Sony Wave64: a GUID that starts with the four characters of RIFF, and a length that includes the header */
export const wave64: ChunkLayout = {
  headerLength: 24,
  align: 8,
  lengthOf: (header) => Math.max(0, Number(header.getBigUint64(16, true)) - 24),
};
/** Core Audio Format; a length of −1 is unknown */
export const caf: ChunkLayout = { headerLength: 12, align: 1, lengthOf: (header) => Number(header.getBigInt64(4)) };

const maxChunks = 1000;

/** Reads chunk headers from `start` on until all `wanted` chunks are found, the file ends or a header is invalid. */
export function findChunks(source: ByteSource, start: number, layout: ChunkLayout, wanted: readonly string[]): Chunk[] {
  const chunks: Chunk[] = [];
  const isMissing = (id: string) => !chunks.some((chunk) => chunk.id === id);
  let chunk = chunkAt(source, start, layout);
  while (chunk && chunks.length < maxChunks) {
    chunks.push(chunk);
    chunk = wanted.some(isMissing) ? nextChunk(source, chunk, layout) : undefined;
  }
  return chunks;
}

/** The chunk with an id. @throws UnusableMediaError if there is none */
export function requireChunk(chunks: readonly Chunk[], id: string, container: string): Chunk {
  const chunk = chunks.find((each) => each.id === id);
  if (chunk) return chunk;
  throw new UnusableMediaError(
    `damaged or truncated: the ${container} file has no «${id.trim()}» chunk among its ${chunks.length}. Copy it again from its source.`,
  );
}

/** The chunk after another one. If its length is odd, the padding byte may be missing. */
export function nextChunk(source: ByteSource, { position, length }: Chunk, layout: ChunkLayout): Chunk | undefined {
  if (length < 0) return undefined;
  const unpadded = layout.align === 2 && length % 2 === 1 ? chunkAt(source, position + length, layout) : undefined;
  if (unpadded && knownIds.has(unpadded.id)) return unpadded;
  return chunkAt(source, position + Math.ceil(length / layout.align) * layout.align, layout);
}

/** Known ids. If one of them directly follows a chunk of odd length, the padding byte is missing. */
const knownIds = new Set(
  'fmt |data|fact|LIST|bext|JUNK|junk|cue |smpl|inst|iXML|id3 |PEAK|COMM|SSND|MARK|INST|NAME|AUTH|ANNO|FVER|CHAN'.split('|'),
);

/** The chunk whose header is at `position`; undefined at the end of the file. */
export function chunkAt(source: ByteSource, position: number, layout: ChunkLayout): Chunk | undefined {
  const header = source.read(position, layout.headerLength);
  if (header.length < layout.headerLength) return undefined;
  return { id: ascii(header, 0, 4), position: position + layout.headerLength, length: layout.lengthOf(viewOf(header)) };
}
