import { ascii, pieces, slice, type ByteSource } from './byte-source.ts';
import { chunkAt, findChunks, nextChunk, riff, type Chunk } from './chunks.ts';
import { noSound, type EncodedSound } from './encoded-sound.ts';
import { streamOfWave } from './streams.ts';
import { waveFormat } from './wave-format.ts';

const pieceLength = 1 << 20;
const mostStreams = 100;
const streamedLength = 0x7ffff000; // a header written before its film was known claims this much, or more

/**
 * The sound of an AVI film: its first stream of sound. A film larger than 2 GB has further RIFF parts (OpenDML).
 *
 * @throws UnusableMediaError where it has no sound, or is cut off before its pictures begin
 */
export function aviSound(source: ByteSource): EncodedSound {
  const parts = lists(source, 12, source.sizeBytes);
  const [header, film] = ['hdrl', 'movi'].map((wanted) => parts.find(({ id }) => id === wanted));
  if (!header || !film) throw noSound('AVI', 0);
  const streams = lists(source, header.position, header.position + header.length).filter(({ id }) => id === 'strl');
  const formats = streams.map((stream) => soundFormat(source, stream));
  const index = formats.findIndex((format) => format !== undefined);
  if (index < 0) throw noSound('AVI', streams.length);
  const ids = ['wb', 'WB'].map((kind) => `${String(index).padStart(2, '0')}${kind}`);
  const sound = streamOfWave('AVI', waveFormat(formats[index]!), () => soundBytes(source, new Set(ids)));
  return film.length < streamedLength ? { ...sound, declaredBytes: film.position + film.length } : sound;
}

/** The lists at one level, each from its first member on, under the name of the list. */
function lists(source: ByteSource, start: number, end: number): Chunk[] {
  const found: Chunk[] = [];
  let chunk = chunkAt(source, start, riff);
  for (let i = 0; chunk && chunk.position < end && i < mostStreams * 10; i++, chunk = nextChunk(source, chunk, riff)) {
    const id = ascii(source.read(chunk.position, 4));
    if (chunk.id === 'LIST') found.push({ id, position: chunk.position + 4, length: chunk.length - 4 });
    if (id === 'movi' || found.length >= mostStreams) break;
  }
  return found;
}

/** The WAVEFORMATEX of a stream of sound. */
function soundFormat(source: ByteSource, stream: Chunk): Uint8Array | undefined {
  const members = findChunks(slice(source, stream.position, stream.length), 0, riff, ['strh', 'strf']);
  const [head, format] = ['strh', 'strf'].map((wanted) => members.find(({ id }) => id === wanted));
  if (!head || !format || ascii(source.read(stream.position + head.position, 4)) !== 'auds') return undefined;
  const bytes = source.read(stream.position + format.position, Math.min(format.length, 4096));
  return bytes.length >= 16 ? bytes : undefined;
}

/** What the chunks of a stream hold, in all parts of the film; the lists around them are walked into. */
function* soundBytes(source: ByteSource, ids: ReadonlySet<string>): Generator<Uint8Array> {
  let chunk = chunkAt(source, 0, riff);
  while (chunk && /^[\x20-\x7e]{4}$/.test(chunk.id)) {
    if (ids.has(chunk.id)) yield* pieces(slice(source, chunk.position, chunk.length), pieceLength);
    const isWalkedInto = chunk.id === 'RIFF' || (chunk.id === 'LIST' && /movi|rec /.test(ascii(source.read(chunk.position, 4))));
    chunk = isWalkedInto ? chunkAt(source, chunk.position + 4, riff) : nextChunk(source, chunk, riff);
  }
}
