import { lookOf } from './index.ts';

const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));

test.each([
  ['\x89PNG\r\n', 'a PNG picture'],
  ['RIFF\0\0\0\0WEBP', 'a WebP picture'],
  ['RIFF\0\0\0\0WAVE', 'a WAV sound'],
  ['\0\0\0\x18ftypheic', 'a HEIC picture'],
  ['\0\0\0\x18ftypavif', 'an AVIF picture'],
  ['\0\0\0\x18ftypavis', 'an animated AVIF (image sequence)'],
  ['\0\0\0\x18ftyphevc', 'a HEIC image sequence'],
  ['\0\0\0\x18ftypcrx ', 'a camera raw file (Canon CR3)'],
  ['II*\0\x10\0\0\0CR', 'a camera raw file (Canon CR2)'],
  ['II*\0\x10\0\0\0\0\0', 'a TIFF picture'],
  ['\xff\x4f\xff\x51', 'a JPEG 2000 codestream'],
  ['\xff\x0a\0', 'a JPEG XL picture'],
  ['P6\n4 4\n255\n', 'a PNM picture'],
  ['P6, a room', 'text («P6, a room»)'],
  ['\0\0\0\x18ftypM4A ', 'an MP4 file'],
  ['<!DOCTYPE html><title>404', 'a web page'],
  ['\0\0\0\0\0', 'zero bytes'],
  ['\x0b\x77wk@/', 'a bare AC-3 stream'],
  ['words\nof a file', 'text («words\nof a file»)'],
  ['\x80\x81words', 'bytes 80 81 77 6f 72 64 73'],
  ['with a bell \x07', 'bytes 77 69 74 68 20 61 20 62'],
])('%j is %s', (head, look) => {
  expect(lookOf(bytes(head))).toBe(look);
});

test('text is text where its last character is cut off', () => {
  expect(lookOf(new TextEncoder().encode(`${'é'.repeat(10)}漢`).subarray(0, -1))).toBe(`text («${'é'.repeat(10)}»)`);
});
