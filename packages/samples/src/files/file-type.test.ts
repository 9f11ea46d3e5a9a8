import { describeFileType, fileTypeOf } from '../index.ts';

const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));

test.each([
  ['\x89PNG\r\n', 'a PNG image'],
  ['RIFF\0\0\0\0WEBP', 'a WebP image'],
  ['RIFF\0\0\0\0WAVE', 'a WAV file'],
  ['\0\0\0\x18ftypheic', 'a HEIC image'],
  ['\0\0\0\x18ftypavif', 'an AVIF image'],
  ['\0\0\0\x18ftypavis', 'an animated AVIF image'],
  ['\0\0\0\x18ftyphevc', 'a HEIC image sequence'],
  ['\0\0\0\x18ftypcrx ', 'a camera raw file (Canon CR3)'],
  ['II*\0\x10\0\0\0CR', 'a camera raw file (Canon CR2)'],
  ['II*\0\x10\0\0\0\0\0', 'a TIFF image'],
  ['\xff\x4f\xff\x51', 'a JPEG 2000 codestream'],
  ['\xff\x0a\0', 'a JPEG XL image'],
  ['P6\n4 4\n255\n', 'a PNM image'],
  ['P6, a word', 'text («P6, a word»)'],
  ['\0\0\0\x18ftypM4A ', 'an MP4 file'],
  ['<!DOCTYPE html><title>404', 'a web page'],
  ['\0\0\0\0\0', 'zero bytes'],
  ['\x0b\x77wk@/', 'a bare AC-3 stream'],
  ['words\nof a file', 'text («words\nof a file»)'],
  ['\x80\x81words', 'bytes 80 81 77 6f 72 64 73'],
  ['with a bell \x07', 'bytes 77 69 74 68 20 61 20 62'],
])('%j is %s', (head, description) => {
  expect(describeFileType(bytes(head))).toBe(description);
});

test.each([
  ['\x89PNG\r\n', 'image'],
  ['\0\0\0\x18ftypavis', 'image'],
  ['RIFF\0\0\0\0WAVE', 'audio'],
  ['\x0b\x77wk@/', 'audio'],
  ['\0\0\0\x18ftypM4A ', 'video'],
  ['words', 'text'],
  ['MThd', 'other'],
  ['\0\0\0\0\0', 'zeros'],
  ['\x80\x81words', 'unknown'],
])('the content of %j is %s', (head, content) => {
  expect(fileTypeOf(bytes(head)).content).toBe(content);
});

test('text is recognized although its last character is cut off', () => {
  expect(describeFileType(new TextEncoder().encode(`${'é'.repeat(10)}漢`).subarray(0, -1))).toBe(`text («${'é'.repeat(10)}»)`);
});
