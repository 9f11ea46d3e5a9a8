import { readCtranslate2 } from './read-ctranslate2.ts';

const integer = (value: number) => [value & 255, (value >> 8) & 255, 0, 0];
const text = (value: string) => [value.length + 1, 0, ...Buffer.from(`${value}\0`)];
const tensor = (name: string, shape: readonly number[], type: number, bytes: readonly number[]) => [
  ...text(name),
  shape.length,
  ...shape.flatMap(integer),
  type,
  ...integer(bytes.length),
  ...bytes,
];

const model = (version = 6) =>
  Uint8Array.from([
    ...integer(version),
    ...text('WhisperSpec'),
    ...integer(3),
    ...integer(3),
    ...tensor('encoder/a', [2, 3], 4, [0x00, 0x3c, 0x00, 0xc0, 0xff, 0x7b, 0x01, 0x00, 0x00, 0x80, 0x55, 0x35]),
    ...tensor('encoder/heads', [], 2, [6, 0]),
    ...tensor('decoder/b', [1], 0, [0, 0, 0, 63]),
  ]);

test('numbers of half and single precision are read, integers are left out', () => {
  const { 'encoder/a': half, 'decoder/b': single, ...others } = readCtranslate2(model());
  expect(half.shape).toEqual([2, 3]);
  expect([...half.data]).toEqual([1, -2, 65504, 2 ** -24, -0, 0.333251953125]);
  expect([...single.data]).toEqual([0.5]);
  expect(others).toEqual({});
  expect(Object.keys(readCtranslate2(model(), 'encoder/'))).toEqual(['encoder/a']);
});

test('another version and a truncated file are refused', () => {
  expect(() => readCtranslate2(model(5))).toThrow('readCtranslate2: expected version 6, got version 5. Use a model.bin of CTranslate2.');
  expect(() => readCtranslate2(model().subarray(0, -1))).toThrow(/expected 4 bytes from \d+ on, got the end of the file after \d+/);
});
