import { mkdtemp, rm } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { writeFileAtomically } from '@mmae/files';
import { InputError } from '@mmae/input';
import { matrix } from '@mmae/matrix';
import { fromSafetensors, readSafetensors, toSafetensors, writeSafetensors } from './safetensors.ts';
import { toMatrix, type Tensor } from './tensor.ts';

const reference = JSON.parse(readFileSync(new URL('../test/reference/files.json', import.meta.url), 'utf8'));
const hex = (text: string) => Buffer.from(text, 'hex');

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'tensor-files-'))));
afterAll(() => rm(folder, { recursive: true }));

const anyTensor: fc.Arbitrary<Tensor> = fc
  .tuple(fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 }), fc.constantFrom(Float32Array, Float64Array, Int32Array, Uint8Array))
  .map(([shape, numbers]) => {
    const length = shape.reduce((size, extent) => size * extent, 1);
    return { shape, data: new numbers(Array.from({ length }, (_, i) => i * 3 + 1)) };
  });

test('a file of the reference library is read', () => {
  const { tensors, metadata } = fromSafetensors(hex(reference.safetensors));
  expect(metadata).toEqual({ format: 'np', note: 'é' });
  expect(tensors.weight).toEqual({ shape: [2, 3], data: Float32Array.of(-2, -1, 0, 1, 2, 3) });
  expect(tensors.half.data).toEqual(Float32Array.of(0.5, -2, 65504, 2 ** -24, Infinity));
  expect(tensors.codes.data).toEqual(Int32Array.of(1, -2, 3));
  expect(tensors.large.data).toEqual(BigInt64Array.of(2n ** 40n));
  expect(tensors.flags.data).toEqual(Uint8Array.of(0, 255));
});

test.each([0, 1, 2, 3, 4, 5, 6, 7])(
  'a header that another writer ended %d bytes after a multiple of 8 is read, from a file too',
  async (rest) => {
    const header = JSON.stringify({ x: { dtype: 'F64', shape: [2], data_offsets: [0, 16] } });
    const padded = header + ' '.repeat((8 + rest - (header.length % 8)) % 8);
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(padded.length));
    const path = join(folder, `unaligned-${rest}.safetensors`);
    await writeFileAtomically(path, [length, Buffer.from(padded), new Uint8Array(Float64Array.of(1.5, -2).buffer)]);
    expect((await readSafetensors(path)).tensors.x).toEqual({ shape: [2], data: Float64Array.of(1.5, -2) });
  },
);

test('bfloat16 is widened', () => {
  const bytes = Buffer.from(toSafetensors({ x: { shape: [2], data: Uint16Array.of(0x3fc0, 0xc000) } }));
  const renamed = Buffer.from(
    bytes
      .toString('latin1')
      .replace('"U16"', '"BF16"')
      .replace(/} ( *)/, '}$1'),
    'latin1',
  );
  expect(fromSafetensors(renamed).tensors.x.data).toEqual(Float32Array.of(1.5, -2));
});

test('what is written can be read', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), anyTensor, { maxKeys: 5 }), fc.dictionary(fc.string(), fc.string()), (tensors, metadata) => {
      fc.pre(!('__metadata__' in tensors));
      const read = fromSafetensors(toSafetensors(tensors, metadata));
      expect(new Map(Object.entries(read.tensors))).toEqual(new Map(Object.entries(tensors)));
      expect(new Map(Object.entries(read.metadata))).toEqual(new Map(Object.entries(metadata)));
    }),
    { numRuns: 50 },
  );
});

test('a matrix is written to a file and read', async () => {
  const path = join(folder, 'joint.safetensors');
  const joint = matrix(2, 1, Float32Array.of(1, -2));
  await writeSafetensors(path, { joint }, { engine: 'wasm' });
  const { tensors, metadata } = await readSafetensors(path);
  expect(toMatrix(tensors.joint)).toEqual(joint);
  expect(metadata.engine).toBe('wasm');
});

const file = (header: unknown, data = 8) => {
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json, Buffer.alloc(data)]);
};
const entry = (begin: number, end: number, shape: unknown = [2], dtype = 'F32') => ({ dtype, shape, data_offsets: [begin, end] });

test.each([
  ['a gap', file({ a: entry(0, 4, [1]), b: entry(8, 12, [1]) }, 12), 'a tensor at byte 4 of the data in a.bin, got data_offsets [8,12]'],
  ['an overlap', file({ a: entry(0, 8), b: entry(4, 12) }, 12), 'got data_offsets [4,12]'],
  ['unassigned bytes', file({ a: entry(0, 8) }, 9), 'expected 8 bytes of data in a.bin, got 9'],
  ['too few bytes', file({ a: entry(0, 8) }, 7), 'expected 8 bytes of data in a.bin, got 7'],
  ['a shape of another size', file({ a: entry(0, 8, [3]) }), 'expected the bytes of F32 [3] for "a" in a.bin, got 8 bytes'],
  ['a size beyond 2⁵³', file({ a: entry(0, 8, [2 ** 40, 2 ** 40]) }), 'got 8 bytes'],
  ['a negative size', file({ a: entry(0, 8, [-2]) }), 'dtype, shape and data_offsets of "a"'],
  ['an unknown type', file({ a: entry(0, 8, [8], 'F8_E4M3') }), 'as dtype of "a" in a.bin, got F8_E4M3'],
  ['a header that is a list', file([]), 'a JSON object as header in a.bin, got "[]'],
  ['metadata that are not strings', file({ __metadata__: { a: 1 } }, 0), 'strings by key as __metadata__ in a.bin, got {"a":1}'],
  ['a header beyond the end', Buffer.from([255, 0, 0, 0, 0, 0, 0, 0, 123]), 'a header of 255 bytes in a.bin, got 1 bytes'],
  ['a zip', Buffer.from('PK\x03\x04 and so on, a zip'), 'a header of at most 100000000 bytes'],
])('%s is refused', (_what, bytes, message) => {
  expect(() => fromSafetensors(bytes, 'a.bin')).toThrow(message);
});

test('damaged bytes give an InputError or tensors', () => {
  const intact = hex(reference.safetensors);
  const damage = fc.array(fc.tuple(fc.nat(intact.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(damage, fc.nat(intact.length), (changes, cut) => {
      const bytes = Buffer.from(intact.subarray(0, cut));
      for (const [at, value] of changes) if (at < cut) bytes[at] = value;
      try {
        const tensors = Object.values(fromSafetensors(bytes).tensors);
        for (const { shape, data } of tensors) expect(data).toHaveLength(shape.reduce((size, extent) => size * extent, 1));
      } catch (error) {
        expect(error).toBeInstanceOf(InputError);
      }
    }),
    { numRuns: 500 },
  );
});

test('numbers that do not match their shape are refused', () => {
  expect(() => toSafetensors({ a: { shape: [3], data: new Float32Array(2) } })).toThrow('expected 3 numbers for shape [3] of "a", got 2');
});
