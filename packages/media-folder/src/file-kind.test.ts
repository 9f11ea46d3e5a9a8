import { fileKind } from './file-kind.ts';
import { pathParts } from './named-file.ts';
import { heads } from './tree.test.support.ts';

const bytes = (text: string) => Buffer.from(text, 'latin1');

test.each([
  ['jpg', heads.jpg, 'image'],
  ['jpg', heads.png, 'image'], // an image with the extension of another format is an image
  ['avif', bytes('\0\0\0\x1cftypavif'), 'image'],
  ['avif', bytes('\0\0\0\x1cftypavis'), 'image'], // the first frame of an animation is used
  ['heic', bytes('\0\0\0\x18ftypheic'), 'image'],
  ['heic', bytes('\0\0\0\x18ftyphevc'), 'image'],
  ['jp2', bytes('\0\0\0\x0cjP  \r\n\x87\n'), 'image'],
  ['j2k', bytes('\xff\x4f\xff\x51'), 'image'],
  ['jxl', bytes('\xff\x0a'), 'image'],
  ['psd', bytes('8BPS\0\x01'), 'image'],
  ['ppm', bytes('P6\n2 2\n255\n'), 'image'],
  ['svg', bytes('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'image'],
  ['bmp', bytes('BM\x36\x10\0\0\0\0\0\0'), 'image'],
  ['wav', heads.wav, 'audio'],
  ['mp3', heads.mp3, 'audio'], // no signature: the extension decides
  ['m4a', heads.mp4, 'audio'],
  ['wma', bytes('\x30\x26\xb2\x75\x8e\x66\xcf\x11'), 'audio'],
  ['mp4', heads.mp4, 'video'],
  ['mxf', bytes('\x06\x0e\x2b\x34\x02\x05\x01\x01'), 'video'],
  ['ts', bytes('G@\0\x10\0\0\xb0'), 'video'],
  ['mkv', bytes('\x1a\x45\xdf\xa3'), 'video'],
  ['txt', bytes('words'), 'text'],
  ['txt', bytes('\xff\xfeW\0o\0'), 'text'],
  ['srt', bytes('1\n00:00:01,000 --> '), 'text'],
  ['ttml', bytes('<?xml version="1.0" encoding="UTF-8"?>\n<!-- made by'), 'text'],
  ['xml', bytes('<?xml version="1.0" encoding="UTF-8"?>\n<tt:tt xmlns:tt="http://'), 'text'],
  ['stl', bytes('850STL25.0110009NEWS'), 'text'],
  ['json', bytes('{"title":"x"}'), 'sidecar'],
  ['xmp', bytes('<x:xmpmeta'), 'sidecar'],
  ['', heads.png, 'image'],
  ['', heads.wav, 'audio'],
] as const)('.%s of %j is %s', (extension, head, kind) => {
  expect(fileKind(extension, head)).toBe(kind);
});

test.each([
  ['jpg', heads.wav, 'wrong extension: .jpg, but a WAV file. Rename it.'],
  ['wav', heads.jpg, 'wrong extension: .wav, but a JPEG image. Rename it.'],
  ['jpg', bytes('Not found'), 'wrong extension: .jpg, but text («Not found»). Rename it.'],
  ['jpg', bytes('<!DOCTYPE html><title>404'), 'wrong extension: .jpg, but a web page. Download it again.'],
  ['mp3', new Uint8Array(64), 'wrong extension: .mp3, but zero bytes. Copy it again.'],
  ['txt', heads.pdf, 'wrong extension: .txt, but a PDF document. Rename it.'],
  ['ts', bytes('export const a = 1;'), 'wrong extension: .ts, but text («export const a = 1;»). Rename it.'],
  ['xml', bytes('<?xml version="1.0"?><NonRealTimeMeta'), 'not media: .xml, text («<?xml version="1.0"?»)'],
  ['stl', bytes('solid cube'), 'not media: .stl, text («solid cube»)'],
  ['pdf', heads.pdf, 'not media: .pdf, a PDF document'],
  ['nef', heads.tif, 'unsupported: .nef, a TIFF image. Convert it, or rename it to match its type.'],
  ['mid', bytes('MThd\0\0\0\x06'), 'not media: .mid, a MIDI file'],
  ['', bytes('read me'), 'not media: no extension, text («read me»)'],
  ['png', bytes('version https://git-lfs.github.com/spec/v1'), 'Git LFS pointer: the file itself was not downloaded. Run git lfs pull.'],
] as const)('.%s of %j is not used', (extension, head, reason) => {
  expect(fileKind(extension, head)).toEqual({ reason });
});

test('an extension follows the last dot, in any case, and looks like one', () => {
  expect(pathParts('a b/IMG.1.JPG')).toEqual({ folder: 'a b', name: 'IMG.1.JPG', stem: 'IMG.1', extension: 'jpg' });
  expect(pathParts('Mr. Smith at home')).toMatchObject({ folder: '', stem: 'Mr. Smith at home', extension: '' });
});
