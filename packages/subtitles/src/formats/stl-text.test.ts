import { stlTables, stlText } from './stl-text.ts';

const latin = (text: string) => [...Buffer.from(text, 'latin1')];
const read = (...bytes: number[]) => stlText(Uint8Array.from(bytes), stlTables['00'].decode);

test('colours take the width of a space, boxes and unused bytes do not show', () => {
  expect(read(0x0d, 0x0b, 0x0b, 0x07, ...latin('Good'), 0x02, ...latin('evening'), 0x0a, 0x0a, 0x8f, 0x8f)).toBe('Good evening');
  expect(read(0x80, ...latin('italic'), 0x81, 0x8a, ...latin('next'))).toBe('italic\nnext');
});

test('mosaics are graphics up to the next colour or line', () => {
  expect(read(0x11, ...latin('abc'), 0x07, ...latin('text'))).toBe('text');
  expect(read(0x11, ...latin('abc'), 0x8a, ...latin('text'))).toBe('text');
});

test('each table decodes its alphabet', () => {
  expect(stlTables['00'].decode(Uint8Array.of(0xc8, 0x75))).toBe('ü');
  expect(stlTables['01'].decode(Uint8Array.of(0xb0, 0xd0))).toBe('Аа');
  expect(stlTables['02'].decode(Uint8Array.of(0xc7))).toBe('ا');
  expect(stlTables['03'].decode(Uint8Array.of(0xc1, 0xe1))).toBe('Αα');
  expect(stlTables['04'].decode(Uint8Array.of(0xe0))).toBe('א');
});
