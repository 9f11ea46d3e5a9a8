import { ascii, viewOf, type ByteSource } from './byte-source.ts';

/** A named part of a file. */
export interface Chunk {
  readonly id: string;
  /** of its first byte after the header */
  readonly position: number;
  /** bytes, as its header has it */
  readonly length: number;
}

/** How a family of containers writes a chunk's header. */
export interface ChunkLayout {
  readonly headerLength: number;
  /** bytes that a chunk is padded to a multiple of */
  readonly align: number;
  lengthOf(header: DataView): number;
}

export const riff: ChunkLayout = { headerLength: 8, align: 2, lengthOf: (header) => header.getUint32(4, true) };
/** FORM (AIFF) and RIFX */
export const bigEndianRiff: ChunkLayout = { headerLength: 8, align: 2, lengthOf: (header) => header.getUint32(4) };
/** Sony Wave64: a GUID that begins with the four characters of RIFF, and a length that includes the header */
export const wave64: ChunkLayout = {
  headerLength: 24,
  align: 8,
  lengthOf: (header) => Math.max(0, Number(header.getBigUint64(16, true)) - 24),
};
/** Apple's Core Audio Format; a length of −1 is unknown */
export const caf: ChunkLayout = { headerLength: 12, align: 1, lengthOf: (header) => Number(header.getBigInt64(4)) };

const mostChunks = 1000;

/** The chunks from `start` until all of `wanted` are found, the file ends, or a chunk has no plausible header. */
export function findChunks(source: ByteSource, start: number, layout: ChunkLayout, wanted: readonly string[]): Chunk[] {
  const chunks: Chunk[] = [];
  const isMissing = (id: string) => !chunks.some((chunk) => chunk.id === id);
  let chunk = chunkAt(source, start, layout);
  while (chunk && chunks.length < mostChunks) {
    chunks.push(chunk);
    chunk = wanted.some(isMissing) ? nextChunk(source, chunk, layout) : undefined;
  }
  return chunks;
}

/** The chunk after another, whose byte of padding may be missing where its length is odd. */
export function nextChunk(source: ByteSource, { position, length }: Chunk, layout: ChunkLayout): Chunk | undefined {
  if (length < 0) return undefined;
  const unpadded = layout.align === 2 && length % 2 === 1 ? chunkAt(source, position + length, layout) : undefined;
  if (unpadded && usual.has(unpadded.id)) return unpadded;
  return chunkAt(source, position + Math.ceil(length / layout.align) * layout.align, layout);
}

/** Ids in use: where one begins right after an odd chunk, the byte of padding was left out. */
const usual = new Set(
  'fmt |data|fact|LIST|bext|JUNK|junk|cue |smpl|inst|iXML|id3 |PEAK|COMM|SSND|MARK|INST|NAME|AUTH|ANNO|FVER|CHAN'.split('|'),
);

/** The chunk whose header begins at `position`; undefined at the end. */
export function chunkAt(source: ByteSource, position: number, layout: ChunkLayout): Chunk | undefined {
  const header = source.read(position, layout.headerLength);
  if (header.length < layout.headerLength) return undefined;
  return { id: ascii(header, 0, 4), position: position + layout.headerLength, length: layout.lengthOf(viewOf(header)) };
}
