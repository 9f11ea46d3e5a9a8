// Covers `caption.ts` and the captions of images, audio and sidecars.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { audioCaption } from './audio-caption.ts';
import { captionInImage, imageCaption } from './image-caption.ts';
import { sidecarCaption } from './sidecar-caption.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'captions-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, content: string | Buffer): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

const xmp = (inner: string) =>
  `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/">${inner}</rdf:Description></rdf:RDF></x:xmpmeta>`;
const packet = xmp(
  '<photoshop:Headline>Am Hafen</photoshop:Headline>' +
    '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Möwen</rdf:li><rdf:li xml:lang="en">Gulls</rdf:li></rdf:Alt></dc:title>' +
    '<dc:description><rdf:Alt><rdf:li xml:lang="x-default">Früh am Morgen</rdf:li></rdf:Alt></dc:description>' +
    '<dc:subject><rdf:Bag><rdf:li>Möwe</rdf:li><rdf:li>Mole</rdf:li></rdf:Bag></dc:subject>' +
    '<dc:language><rdf:Bag><rdf:li>de</rdf:li></rdf:Bag></dc:language>',
);
const ofPacket = { texts: ['Am Hafen', 'Möwen', 'Früh am Morgen'], keywords: ['Möwe', 'Mole'], language: 'de' };

const image = () => sharp({ create: { width: 4, height: 4, channels: 3, background: 'red' } });

test.each(['jpeg', 'png', 'webp', 'tiff'] as const)('XMP and EXIF of a %s', async (format) => {
  const bytes = await image()
    .withXmp(packet)
    .withExif({ IFD0: { ImageDescription: 'By size' } })
    .toFormat(format)
    .toBuffer();
  const caption = await imageCaption(write('a', bytes), bytes.length);
  const described = format === 'tiff' ? [] : ['By size']; // sharp writes no EXIF into TIFF
  expect(caption).toEqual({ ...ofPacket, texts: [...ofPacket.texts, ...described] });
});

/** A JPEG with IPTC records (record 2) as Photoshop writes them. */
async function withIptc(records: readonly (readonly [number, string])[], encoding: BufferEncoding, prefix = Buffer.alloc(0)) {
  const data = records.map(([number, text]) => {
    const value = Buffer.from(text, encoding);
    return Buffer.concat([Buffer.from([0x1c, 2, number, value.length >> 8, value.length & 255]), value]);
  });
  const iptc = Buffer.concat([prefix, ...data]);
  const head = Buffer.from('Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\0', 'latin1');
  head.writeUInt32BE(iptc.length, head.length - 4);
  const body = Buffer.concat([head, iptc, Buffer.alloc(iptc.length % 2)]);
  const length = body.length + 2;
  const jpeg = await image().jpeg().toBuffer();
  return Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, 0xed, length >> 8, length & 255]), body, jpeg.subarray(2)]);
}

test.each([
  ['Latin-1', 'latin1', Buffer.alloc(0)],
  ['declared UTF-8', 'utf8', Buffer.from([0x1c, 1, 90, 0, 3, 0x1b, 0x25, 0x47])],
  ['undeclared UTF-8', 'utf8', Buffer.alloc(0)],
] as const)('IPTC in %s', async (_, encoding, prefix) => {
  const bytes = await withIptc(
    [
      [105, 'Schlagzeile'],
      [5, 'DSC_0001.JPG'],
      [120, 'Übung am Fluß'],
      [25, 'Brücke'],
      [25, 'Köln'],
    ],
    encoding,
    prefix,
  );
  expect(await captionInImage(bytes)).toEqual({ texts: ['Schlagzeile', 'Übung am Fluß'], keywords: ['Brücke', 'Köln'] });
});

test('descriptions by cameras are ignored, and an image may have no caption', async () => {
  const bytes = await image()
    .withExif({ IFD0: { ImageDescription: 'OLYMPUS DIGITAL CAMERA' } })
    .jpeg()
    .toBuffer();
  expect(await captionInImage(bytes)).toEqual({ texts: [], keywords: [] });
  expect(await captionInImage(Buffer.from('BM no tags are read of it'))).toEqual({ texts: [], keywords: [] });
});

test('a PNG text that inflates to more than 16 MiB is ignored', async () => {
  const bomb = deflateSync(Buffer.alloc(64 * 2 ** 20, 'a'));
  const data = Buffer.concat([Buffer.from('zTXtTitle\0\0'), bomb]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(data.length - 4);
  const png = await image().png().toBuffer();
  const afterHeader = 33; // signature and IHDR
  expect(
    await captionInImage(Buffer.concat([png.subarray(0, afterHeader), size, data, Buffer.alloc(4), png.subarray(afterHeader)])),
  ).toEqual({
    texts: [],
    keywords: [],
  });
});

test('an XMP sidecar, with or without a declaration, in UTF-8 or UTF-16', async () => {
  for (const [name, content] of [
    ['a.xmp', packet],
    ['b.xmp', `<?xml version="1.0" encoding="UTF-8"?>\n<!-- darktable -->\n${packet}`],
    ['c.xmp', Buffer.from(`\ufeff${packet}`, 'utf16le')],
  ] as const)
    expect(await sidecarCaption(write(name, content), 'xmp')).toEqual(ofPacket);
  await expect(sidecarCaption(write('d.xmp', '<other/>'), 'xmp')).rejects.toThrow('unreadable sidecar: no XMP packet');
  await expect(sidecarCaption(write('e.xmp', packet.slice(0, 300)), 'xmp')).rejects.toThrow(
    'empty sidecar: expected a caption or keywords',
  );
});

test('a JSON sidecar: keys in any case, lists, a title that is only a file name, Windows-1252', async () => {
  const json = JSON.stringify({
    Headline: 'Straße gesperrt',
    title: 'IMG_0001.jpg',
    description: 'Schöne Grüße aus Köln',
    keywords: ['Straße', 'Köln; Regen'],
    tags: 'a, b',
    language: 'de',
    people: [{ name: 'nobody' }],
    __proto__: { caption: 'not a key of its own' },
  });
  const caption = { texts: ['Straße gesperrt', 'Schöne Grüße aus Köln'], keywords: ['Straße', 'Köln', 'Regen', 'a', 'b'], language: 'de' };
  expect(await sidecarCaption(write('a.json', json), 'json')).toEqual(caption);
  expect(await sidecarCaption(write('b.json', Buffer.from(json, 'latin1')), 'json')).toEqual(caption);
  await expect(sidecarCaption(write('c.json', '{"albums":["x"]}'), 'json')).rejects.toThrow(
    'empty sidecar: expected headline, title, description, caption, text, keywords, tags, subjects, got none',
  );
  await expect(sidecarCaption(write('d.json', '{"title":'), 'json')).rejects.toThrow('unreadable sidecar: invalid JSON');
});

test('a title that people wrote, and the first date, as exact as it is known', async () => {
  const captionOf = (sidecar: object) => sidecarCaption(write('a.json', JSON.stringify(sidecar)), 'json');
  expect(await captionOf({ Title: ' Harbour ', date: 'unknown', created: '1998-03' })).toMatchObject({ title: 'Harbour', date: '1998-03' });
  expect((await captionOf({ title: 'Harbour', created: '2001', datePublished: '2024-07-04T20:15Z' })).date).toBe('2024-07-04');
  expect(Object.keys(await captionOf({ title: 'IMG_0001.jpg', text: 'A boat.', date: '1998-13' }))).toEqual(['texts', 'keywords']);
});

test('undeclared Windows-1252 keeps its quotation marks', async () => {
  expect((await captionInImage(await withIptc([[120, '\x93Fluß\x94 \x96 unten']], 'latin1'))).texts).toEqual(['“Fluß” – unten']);
  const info = Buffer.concat([Buffer.from('INFO'), chunk('INAM', Buffer.from('\x84Züge\x93\0', 'latin1'))]);
  expect((await audioCaption(write('a.wav', wav({ LIST: info })), 'wav')).texts).toEqual(['„Züge“']);
});

/** Frames of ID3v2.3 in UTF-16, then a frame of silence. */
function id3(frames: Readonly<Record<string, string>>): Buffer {
  const body = Buffer.concat(
    Object.entries(frames).map(([id, text]) => {
      const value = Buffer.concat([Buffer.from([1, 0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
      const head = Buffer.from(`${id}\0\0\0\0\0\0`, 'latin1');
      head.writeUInt32BE(value.length, 4);
      return Buffer.concat([head, value]);
    }),
  );
  const head = Buffer.from('ID3\x03\0\0\0\0\0\0', 'latin1');
  head.set([body.length >> 21, (body.length >> 14) & 127, (body.length >> 7) & 127, body.length & 127], 6);
  return Buffer.concat([head, body, Buffer.from([0xff, 0xfb, 0x90, 0x64]), Buffer.alloc(413)]);
}

/** A WAV with chunks before its samples. */
function wav(chunks: Readonly<Record<string, Buffer>>): Buffer {
  const format = Buffer.from([1, 0, 1, 0, 0x40, 0x1f, 0, 0, 0x80, 0x3e, 0, 0, 2, 0, 16, 0]);
  const all = Object.entries({ 'fmt ': format, ...chunks, data: Buffer.alloc(8) }).map(([id, data]) => chunk(id, data));
  const body = Buffer.concat([Buffer.from('WAVE'), ...all]);
  return chunk('RIFF', body);
}

function chunk(id: string, data: Buffer): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(data.length);
  return Buffer.concat([Buffer.from(id), size, data, Buffer.alloc(data.length % 2)]);
}

test('ID3 of an mp3, INFO and the broadcast description of a wav', async () => {
  expect(await audioCaption(write('a.mp3', id3({ TIT2: 'Lied der Möwen', TCON: 'Folk', TLAN: 'deu' })), 'mp3')).toEqual({
    ...{ title: 'Lied der Möwen', texts: ['Lied der Möwen'] },
    keywords: ['Folk'],
    language: 'deu',
  });
  const bext = Buffer.alloc(602);
  bext.write('Nachtzug, Ankunft');
  const info = Buffer.concat([Buffer.from('INFO'), chunk('INAM', Buffer.from('Züge\0'))]);
  expect(await audioCaption(write('b.wav', wav({ bext, LIST: info })), 'wav')).toEqual({
    ...{ title: 'Züge', texts: ['Züge', 'Nachtzug, Ankunft'] },
    keywords: [],
  });
  expect(await audioCaption(write('c.wav', wav({})), 'wav')).toEqual({ texts: [], keywords: [] });
});
