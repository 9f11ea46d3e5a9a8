import { type ByteSource, ascii, pieces, slice } from './byte-source.ts';
import { type Chunk, chunkAt, findChunks, nextChunk, riff } from './chunks.ts';
import { type EncodedAudio, noAudio } from './encoded-audio.ts';
import { waveStreamAsAudio } from './frames.ts';
import { waveFormat } from './wav.ts';

const pieceLength = 1 << 20;
const maxStreams = 100;
const streamedLength = 0x7ffff000; // headers written before the length was known declare at least this

/**
 * Opens the first audio stream of an AVI file. Files larger than 2 GB have several RIFF parts (OpenDML).
 *
 * @throws UnusableMediaError if there is no audio, or if the file is truncated before the data
 */
export function openAvi(source: ByteSource): EncodedAudio {
  const parts = lists(source, 12, source.sizeBytes);
  const [header, movie] = ['hdrl', 'movi'].map((wanted) => parts.find(({ id }) => id === wanted));
  if (!header || !movie) throw noAudio('AVI', 0);
  const streams = lists(source, header.position, header.position + header.length).filter(({ id }) => id === 'strl');
  const formats = streams.map((stream) => audioStreamFormat(source, stream));
  const index = formats.findIndex((format) => format !== undefined);
  if (index < 0) throw noAudio('AVI', streams.length);
  const ids = ['wb', 'WB'].map((kind) => `${String(index).padStart(2, '0')}${kind}`);
  const audio = waveStreamAsAudio('AVI', waveFormat(formats[index]!), () => audioBytes(source, new Set(ids)));
  return movie.length < streamedLength ? { ...audio, declaredBytes: movie.position + movie.length } : audio;
}

/** The lists at one level, each with its name and from its first member on. */
function lists(source: ByteSource, start: number, end: number): Chunk[] {
  const found: Chunk[] = [];
  let chunk = chunkAt(source, start, riff);
  for (let i = 0; chunk && chunk.position < end && i < maxStreams * 10; i++, chunk = nextChunk(source, chunk, riff)) {
    const id = ascii(source.read(chunk.position, 4));
    if (chunk.id === 'LIST') found.push({ id, position: chunk.position + 4, length: chunk.length - 4 });
    if (id === 'movi' || found.length >= maxStreams) break;
  }
  return found;
}

/** The WAVEFORMATEX of an audio stream; undefined for other streams. */
function audioStreamFormat(source: ByteSource, stream: Chunk): Uint8Array | undefined {
  const members = findChunks(slice(source, stream.position, stream.length), 0, riff, ['strh', 'strf']);
  const [head, format] = ['strh', 'strf'].map((wanted) => members.find(({ id }) => id === wanted));
  if (!head || !format || ascii(source.read(stream.position + head.position, 4)) !== 'auds') return undefined;
  const bytes = source.read(stream.position + format.position, Math.min(format.length, 4096));
  return bytes.length >= 16 ? bytes : undefined;
}

/** The contents of a stream's chunks in all parts of the file, including nested lists. */
function* audioBytes(source: ByteSource, ids: ReadonlySet<string>): Generator<Uint8Array> {
  let chunk = chunkAt(source, 0, riff);
  while (chunk && /^[\x20-\x7e]{4}$/.test(chunk.id)) {
    if (ids.has(chunk.id)) yield* pieces(slice(source, chunk.position, chunk.length), pieceLength);
    const isNested = chunk.id === 'RIFF' || (chunk.id === 'LIST' && /movi|rec /.test(ascii(source.read(chunk.position, 4))));
    chunk = isNested ? chunkAt(source, chunk.position + 4, riff) : nextChunk(source, chunk, riff);
  }
}
