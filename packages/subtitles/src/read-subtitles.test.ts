import { InputError } from '@mmae/input';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { languageOfName, languageTag } from './language-tag.ts';
import { parseSubtitles, readSubtitles, subtitleFormat } from './read-subtitles.ts';
import { stlFile } from './formats/stl-file.test.support.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'subtitles-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function read(name: string, content: string | Buffer) {
  writeFileSync(join(folder, name), content);
  return readSubtitles(join(folder, name));
}

const srt = '1\n00:00:01,000 --> 00:00:02,000\nÜber\n';

test('a file is recognized by its content, whatever its name', async () => {
  expect(await read('a.vtt', srt)).toMatchObject({ format: 'vtt' }); // WebVTT without its header
  expect(await read('a.txt', srt)).toMatchObject({ format: 'srt' });
  expect(await read('a.srt', 'WEBVTT\n\n00:01.000 --> 00:02.000\na\n')).toMatchObject({ format: 'vtt', cues: [{ text: 'a' }] });
  expect(await read('a.xml', '<tt xmlns="http://www.w3.org/ns/ttml"/>')).toMatchObject({ format: 'ttml', cues: [] });
  expect(await read('a.bin', stlFile([]))).toMatchObject({ format: 'stl', cues: [] });
  const heads = ['<?xml version="1.0"?><!DOCTYPE tt><tt:tt ', '<ttx>', 'solid cube', '[00:00:00.000 --> 00:00:01.000] a', 'plain'];
  expect(heads.map((head) => subtitleFormat(Buffer.from(head)))).toEqual(['ttml', undefined, undefined, 'transcript', undefined]);
  expect(subtitleFormat(Buffer.from([0, 1, 2]))).toBeUndefined();
});

test('the language is that of the content, or else of the name', async () => {
  expect((await read('film.de.srt', srt)).language).toBe('de');
  expect((await read('film.de.vtt', 'WEBVTT\nLanguage: pt_br\n\n00:01.000 --> 00:02.000\na\n')).language).toBe('pt-BR');
  expect(await read('film.srt', srt)).not.toHaveProperty('language');
  const names = ['a.eng.srt', 'a.b.fre.sdh.srt', 'a.pt_br.vtt', 'a.hd.srt', 'a.mul.srt', 'de.srt', 'the.new.srt'];
  expect(names.map(languageOfName)).toEqual(['en', 'fr', 'pt-BR', undefined, undefined, undefined, undefined]);
  expect(['DE', 'en_us', 'nonsense!', ''].map(languageTag)).toEqual(['de', 'en-US', undefined, undefined]);
});

test('an empty track of a known format has no cues', () => {
  expect(parseSubtitles('', 'srt').cues).toEqual([]);
  expect(parseSubtitles('WEBVTT\n\n').cues).toEqual([]);
});

test.each([
  [
    'a.srt',
    'a transcript',
    'readSubtitles: expected SRT, WebVTT, TTML or EBU STL, got a.srt without times. Export it again as SRT, with times.',
  ],
  ['a.srt', '', 'readSubtitles: expected SRT, WebVTT, TTML or EBU STL, got a.srt without times.'],
  ['a\u001b.srt', 'a', 'got a\\u001b.srt without times'],
  ['a.sub', Buffer.from('%PDF\0\0'), 'readSubtitles: expected text, got a.sub: binary data (a zero byte at offset 4). Save it as UTF-8.'],
  [
    'a.srt',
    Buffer.from('a\n\xea\xf0\xe0\xf1\xed\xfb\xe9 \xe4\xee\xec', 'latin1'),
    'got a.srt: not valid UTF-8 from line 2 on, and not clearly Windows-1252. Save',
  ],
  [
    'a.srt',
    'version https://git-lfs.github.com/spec/v1\noid',
    'readSubtitles: expected subtitles, got a.srt, a Git LFS pointer. Run git lfs pull.',
  ],
  ['a.srt', Buffer.alloc(2 ** 26 + 1, 'a'), 'readSubtitles: expected at most 67108864 bytes, got a.srt of 67108865 bytes. Split it.'],
])('%j that is not subtitles is an error', async (name, content, message) => {
  const error = await read(name, content).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(InputError);
  expect((error as Error).message).toContain(message);
});

test('a format that the content contradicts is an error', () => {
  expect(() => parseSubtitles(Buffer.from(srt), 'stl', 'a.stl')).toThrow(
    'expected EBU STL with STL25.01 at offset 3, got a.stl. Export it again.',
  );
});
