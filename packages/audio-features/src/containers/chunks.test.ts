import { overBytes } from './byte-source.ts';
import { bigEndianRiff, chunkAt, findChunks, nextChunk, requireChunk, riff } from './chunks.ts';

const bytes = (text: string) => overBytes(Uint8Array.from(Buffer.from(text, 'latin1')));

test('chunks are padded to an even length', () => {
  const source = bytes('abcd\x03\0\0\0xyz\0efgh\x02\0\0\0uv');
  expect(findChunks(source, 0, riff, ['efgh'])).toEqual([
    { id: 'abcd', position: 8, length: 3 },
    { id: 'efgh', position: 20, length: 2 },
  ]);
});

test('a missing padding byte is recognized by a known id', () => {
  const source = bytes('abcd\x03\0\0\0xyzdata\x02\0\0\0uv');
  expect(nextChunk(source, chunkAt(source, 0, riff)!, riff)).toEqual({ id: 'data', position: 19, length: 2 });
});

test('the search stops when all wanted chunks are found, and at the end of the file', () => {
  const source = bytes('COMM\0\0\0\x02uvSSND\0\0\0\0');
  expect(findChunks(source, 0, bigEndianRiff, ['COMM'])).toHaveLength(1);
  expect(findChunks(source, 0, bigEndianRiff, ['NONE'])).toHaveLength(2);
});

test('a required chunk that is missing is an error', () => {
  expect(() => requireChunk([], 'fmt ', 'WAV')).toThrow('damaged or truncated: the WAV file has no «fmt» chunk among its 0.');
});
