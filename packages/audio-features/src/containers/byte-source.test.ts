import { joined, openBytes, overBytes, pieces, slice, viewAt } from './byte-source.ts';

const source = overBytes(Uint8Array.from({ length: 10 }, (_, i) => i));
const all = (bytes: Uint8Array) => [...bytes];

test('reads end with the source', () => {
  expect(all(source.read(7, 5))).toEqual([7, 8, 9]);
  expect(all(source.read(20, 5))).toEqual([]);
});

test('a slice ends where the source ends, and has its own positions', () => {
  const part = slice(source, 6, 100);
  expect(part.sizeBytes).toBe(4);
  expect(all(part.read(1, 2))).toEqual([7, 8]);
  expect(all(slice(source, 2, 3).read(1, 9))).toEqual([3, 4]);
  expect(slice(source, 12).sizeBytes).toBe(0);
});

test('joined sources read across their boundary', () => {
  const both = joined(slice(source, 8), source);
  expect(both.sizeBytes).toBe(12);
  expect(all(both.read(1, 3))).toEqual([9, 0, 1]);
  expect(all(both.read(3, 2))).toEqual([1, 2]);
});

test('pieces are the whole source in order', () => {
  expect([...pieces(source, 4)].map(all)).toEqual([[0, 1, 2, 3], [4, 5, 6, 7], [8, 9]]); // prettier-ignore
});

test('a view has exactly its length, or the file is truncated', () => {
  expect(viewAt(source, 2, 2).getUint16(0)).toBe(0x0203);
  expect(() => viewAt(source, 8, 4)).toThrow('truncated: the file ends at byte 10, within its header. Copy it again from its source.');
});

test('a source without bytes is empty', () => {
  expect(() => openBytes(new Uint8Array(0))).toThrow('empty: the file has 0 bytes. Copy it again from its source.');
});
