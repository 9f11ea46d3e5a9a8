import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadManifest } from '../index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'text-cells-'));
  mkdirSync(join(folder, 'subs'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, content: string | Buffer) => writeFileSync(join(folder, name), content);
const cue = (words: string) => `1\r\n00:00:01,000 --> 00:00:02,000\r\n<i>${words}</i>\r\n`;
function load(cells: readonly string[], language = '') {
  write('manifest.csv', ['id,text,image,language', ...cells.map((cell, i) => `s${i},"${cell}",x.png,${language}`)].join('\n'));
  return loadManifest(folder, { modalities: { text: 'text', image: 'file' }, seed: 1 });
}
const textsOf = ({ samples }: Awaited<ReturnType<typeof load>>) => samples.map(({ media }) => media.text);

test('a cell with the path of a text or subtitle file becomes its text', async () => {
  write('a.txt', 'A transcript.');
  write('subs/b c.SRT', cue('Schöne Mühle'));
  write('subs/d.srt', Buffer.from(cue('Größe'), 'latin1'));
  write('e.vtt', 'WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>Hello');
  const manifest = await load(['a.txt', 'subs\\b c.SRT', ' ./subs/d.srt ', 'e.vtt', 'plain words'], 'de');
  expect(textsOf(manifest)).toEqual(
    ['A transcript.', 'Schöne Mühle', 'Größe', 'Hello', 'plain words'].map((text) => ({ kind: 'text', text, language: 'de' })),
  );
  expect(manifest.remarks).toEqual(['manifest.csv: 4 texts read from files (1 as Windows-1252)']);
  expect(manifest.skipped).toEqual([]);
});

test('a file that cannot be read is skipped, and its path is not taken for a text', async () => {
  write('broken.srt', 'no times');
  write('empty.txt', '');
  write('cyrillic.txt', Buffer.from([0xea, 0xf0, 0xe0, 0xf1, 0xed, 0xfb, 0xe9]));
  write('titles.ass', '[Script Info]');
  write('notes.pdf', '%PDF-1.4');
  write('there.SRT', cue('x'));
  const cells = [
    'gone.srt',
    'subs/not there.vtt',
    'broken.srt',
    'empty.txt',
    'cyrillic.txt',
    'titles.ass',
    'gone.ttml',
    'notes.pdf',
    '../out.srt',
    'there.srt',
  ];
  const manifest = await load(cells);
  expect(textsOf(manifest)).toEqual(cells.map(() => undefined));
  expect(manifest.samples).toHaveLength(cells.length); // each has its image
  expect(manifest.skipped.map(({ id, modality, file, reason }) => [id, modality, file, reason.split('. ')[0]])).toEqual([
    ['s0', 'text', 'gone.srt', 'missing: gone.srt does not exist (ENOENT)'],
    ['s1', 'text', 'subs/not there.vtt', 'missing: subs/not there.vtt does not exist (ENOENT)'],
    ['s2', 'text', 'broken.srt', 'no subtitles: broken.srt has no time stamps'],
    ['s3', 'text', 'empty.txt', 'empty: empty.txt has 0 bytes'],
    ['s4', 'text', 'cyrillic.txt', 'undecodable: cyrillic.txt is not valid UTF-8 from line 1 on, and not clearly Windows-1252'],
    ['s5', 'text', 'titles.ass', 'unsupported: titles.ass is not .txt, .srt, .vtt, .ttml, .dfxp, .stl, .xml'],
    ['s6', 'text', 'gone.ttml', 'missing: gone.ttml does not exist (ENOENT)'],
    ['s7', 'text', 'notes.pdf', 'unsupported: notes.pdf is not .txt, .srt, .vtt, .ttml, .dfxp, .stl, .xml'],
    ['s8', 'text', '../out.srt', expect.stringMatching(/^outside the media root: \.\.\/out\.srt is not in/)],
    ['s9', 'text', 'there.srt', 'missing: there.srt does not exist (ENOENT), but there.SRT does'],
  ]);
  expect(manifest.remarks).toEqual(['manifest.csv: 0 texts read from files, 10 could not be read']);
});

test('a text that merely ends like a file name is a text', async () => {
  const cells = ['See the notes in readme.txt', 'a.txt\nand more', 'Published on example.com/page.html', 'report.pdf', 'v1.2'];
  expect(textsOf(await load(cells))).toEqual(cells.map((text) => ({ kind: 'text', text })));
});

test('a sample whose only text cannot be read is skipped once', async () => {
  write('manifest.csv', 'id,text\na,gone.srt\nb,words\n');
  const { samples, skipped } = await loadManifest(folder, { modalities: { text: 'text' }, seed: 1 });
  expect(samples.map(({ id }) => id)).toEqual(['b']);
  expect(skipped.map(({ id, reason }) => [id, reason.split(':')[0]])).toEqual([['a', 'missing']]);
});

test('the fingerprint depends on the words of the files, not on subtitle times', async () => {
  write('a.srt', cue('one'));
  const before = (await load(['a.srt'])).fingerprint;
  write('a.srt', cue('one').replace('01,000', '01,500'));
  expect((await load(['a.srt'])).fingerprint).toBe(before);
  write('a.srt', cue('two'));
  const after = (await load(['a.srt'])).fingerprint;
  rmSync(join(folder, 'a.srt'));
  expect(new Set([before, after, (await load(['a.srt'])).fingerprint]).size).toBe(3);
});

test('the order is kept for more files than are read at once', async () => {
  const cells = Array.from({ length: 100 }, (_, i) => `subs/${i}.txt`);
  cells.forEach((cell, i) => write(cell, `words ${i}`));
  expect(textsOf(await load(cells)).map((media) => media.kind === 'text' && media.text)).toEqual(cells.map((_, i) => `words ${i}`));
});
