import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTextFile } from '../index.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'text-file-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function read(name: string, content: string | Buffer) {
  writeFileSync(join(folder, name), content);
  return readTextFile(join(folder, name));
}

test('a text file is read unchanged', async () => {
  expect(await read('a.txt', '\ufeffFirst line.\r\n\r\nSecond <b> line &amp; more.\r\n')).toEqual({
    text: 'First line.\n\nSecond <b> line &amp; more.',
    encoding: 'UTF-8',
  });
  expect(await read('b.TXT', Buffer.from('schöne Mühle', 'latin1'))).toEqual({ text: 'schöne Mühle', encoding: 'Windows-1252' });
});

const srt = `1
00:00:01,000 --> 00:00:02,500
{\\an8}<i>Good evening</i>, Tom &amp; Ann.

2
00:00:03,000 --> 00:00:04,000 X1:100 X2:200
<font color="#ff0000">1984</font>

was a year.
3
00:01:00,000 --> 00:01:01,000
5
- a < b, <3
`;

test.each(['\n', '\r\n', '\r'])('an srt gives the words of its cues, spoken numbers included (line ends %j)', async (lineEnd) => {
  const { text } = await read('a.srt', `\ufeff${srt.replaceAll('\n', lineEnd)}`);
  expect(text).toBe('Good evening, Tom & Ann. 1984 was a year. 5 - a < b, <3');
});

const vtt = `WEBVTT Kind: captions; Language: de

STYLE
::cue { color: red }

REGION
id:fred

NOTE nobody says this
nor this

intro
00:01.000 --> 00:02.000 align:start position:0%
<v.loud Ann Lee>Guten</v> <c.yellow>Abend</c>,&nbsp;Herr<00:00:01.500> M&uuml;ller&lrm;.

00:00:02.000 --> 00:00:03.000
Guten Abend, Herr Müller.
und Frau Öl &#x26; Co.
`;

test('a vtt gives the words of its cues, without headers, notes, styles, voices and repeated lines', async () => {
  expect((await read('a.vtt', vtt)).text).toBe('Guten Abend, Herr Müller. und Frau Öl & Co.');
});

test('subtitles in Windows-1252 and UTF-16', async () => {
  const cue = '1\r\n00:00:01,000 --> 00:00:02,000\r\nÜber den Flüssen\r\n';
  expect(await read('a.srt', Buffer.from(cue, 'latin1'))).toEqual({ text: 'Über den Flüssen', encoding: 'Windows-1252' });
  expect(await read('b.srt', Buffer.from(`\ufeff${cue}`, 'utf16le'))).toEqual({ text: 'Über den Flüssen', encoding: 'UTF-16LE' });
});

test('TTML, also as .xml, and EBU STL give the words of their cues', async () => {
  const ttml = '<tt xmlns="http://www.w3.org/ns/ttml"><body><div><p begin="1s" end="2s">Über<br/>Öl</p></div></body></tt>';
  for (const name of ['a.ttml', 'a.dfxp', 'a.xml']) expect(await read(name, ttml)).toEqual({ text: 'Über Öl', encoding: 'UTF-8' });
  const gsi = Buffer.alloc(1024, ' ').fill('850STL25.0110009', 0, 16);
  const tti = Buffer.alloc(128, 0x8f).fill(Buffer.from([0, 0, 0, 0xff, 0, 0, 0, 1, 0, 0, 0, 2, 0, 20, 2, 0, 0xc8, 0x55]), 0, 18);
  expect(await read('a.stl', Buffer.concat([gsi, tti]))).toEqual({ text: 'Ü', encoding: 'ISO 6937' });
});

test.each([
  ['a.txt', ' \n\ufeff', 'empty: a.txt has no words. Add some, or leave the cell empty.'],
  ['a.srt', 'a transcript', 'no subtitles: a.srt has no time stamps. Rename a plain text to .txt.'],
  ['b.srt', '1\n00:00:01,000 --> 00:00:02,000\n<i></i>\n', 'empty: b.srt has no words.'],
  ['a.xml', '<?xml version="1.0"?><Metadata/>', 'no subtitles: a.xml has no time stamps.'],
  ['a.stl', 'solid cube', 'no subtitles: a.stl has no time stamps.'],
  ['c.srt', Buffer.from('%PDF-1.4\n\0\0'), 'undecodable: c.srt is a PDF document, not a text. Save it as UTF-8.'],
  ['c.txt', Buffer.from('%PDF-1.4\n\0\0'), 'undecodable: c.txt is a PDF document, not a text. Save it as UTF-8.'],
  ['d.txt', Buffer.from('a\n\xea\xf0\xe0\xf1\xed\xfb\xe9 \xe4\xee\xec', 'latin1'), 'undecodable: d.txt is not valid UTF-8 from line 2 on'],
  [
    'f.txt',
    'version https://git-lfs.github.com/spec/v1\noid',
    'a Git LFS pointer: f.txt is a pointer to a text that was not downloaded. Run git lfs pull.',
  ],
  ['e.txt', Buffer.alloc(2 ** 24 + 1, 'a'), 'too large: e.txt has 16777217 bytes, a text may have at most 16777216. Split it.'],
])('%s without words is an error', async (name, content, message) => {
  await expect(read(name, content)).rejects.toThrow(message);
});
