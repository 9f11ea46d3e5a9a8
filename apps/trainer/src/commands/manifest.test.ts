import { recordingStreams } from '@mmae/command-line/recording-streams.test.support';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mmaeTrain } from './mmae-train.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'folder of media-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>';
const place = (name: string) => join(folder, name);

async function manifest(...args: string[]) {
  const streams = recordingStreams();
  return { code: await mmaeTrain(['manifest', ...args], streams), ...streams.written };
}

test('a manifest is written; unused files are on stdout, counts and the next command on stderr', async () => {
  for (const name of ['a.svg', 'b.svg']) writeFileSync(place(name), svg);
  writeFileSync(place('a.txt'), 'A boat.');
  writeFileSync(place('letter.pdf'), '%PDF-1.7');
  writeFileSync(place('notes.pdf'), '%PDF-1.7');
  writeFileSync(place('.hidden'), '');
  const { code, out, error } = await manifest(folder);
  expect(code).toBe(0);
  expect(readFileSync(place('manifest.csv'), 'utf8')).toBe('id,image,audio,text,language,keywords\na,a.svg,,a.txt,,\nb,b.svg,,,,\n');
  expect(out).toBe('letter.pdf\tnot media: .pdf, a PDF document\nnotes.pdf\tnot media: .pdf, a PDF document\n');
  expect(error.split('\n').slice(-7)).toEqual([
    'paired by stem: files of one name (a1.jpg, a1.wav, a1.txt) are one row; --pair folder would pair 1 rows, this pairs 1',
    '2 rows: 2 with an image, 0 with audio, 1 with a text; 1 with two or more',
    'not used, or not completely (2, listed on stdout): 2 not media',
    '1 hidden or system files and folders were not opened',
    place('manifest.csv'),
    expect.stringMatching(/^next: mmae-train quick --data '.*\/folder of media-\w+' --run 'runs\/folder of media-\w+'$/),
    '',
  ]);
});

test('where no files belong together, the names that they need are explained', async () => {
  for (const name of ['a.svg', 'b.svg']) writeFileSync(place(name), svg);
  expect((await manifest(folder)).error).toContain(
    'no row has two modalities: files that belong together need one name (a1.jpg, a1.txt) or a folder of their own\n',
  );
});

test('options choose the file, pairs by folder, labels and groups', async () => {
  mkdirSync(place('x/1'), { recursive: true });
  writeFileSync(place('x/1/pic.svg'), svg);
  writeFileSync(place('x/1/words.txt'), 'A boat.');
  const options = ['--out', place('meta/m.csv'), '--pair', 'folder', '--label', 'folder', '--group', 'folder'];
  const { code, error } = await manifest(folder, ...options);
  expect(code).toBe(0);
  expect(readFileSync(place('meta/m.csv'), 'utf8')).toBe(
    'id,label,group,image,audio,text,language,keywords\nx/1,x,x,x/1/pic.svg,,x/1/words.txt,,\n',
  );
  expect(error).toMatch(/next: mmae-train quick --data '.*\/meta\/m.csv' --media-root '.*' --run/);
});

test('control characters of file names are written out', async () => {
  writeFileSync(place('\x1b[31m\tred\n.pdf'), '%PDF-1.7');
  const { code, out, error } = await manifest(folder);
  expect(code).toBe(2);
  expect(out).toBe('\\u001b[31m red .pdf\tname with a line break: a manifest cannot contain it. Rename it.\n');
  expect(error).toMatch(
    /\nmmae-train manifest: expected images, audio, films or texts in .*, got none that can be used\. Name a folder that has some\.\n$/,
  );
  expect(existsSync(place('manifest.csv'))).toBe(false);
});

test.each([
  [['--pair', 'name'], '--pair: expected one of stem, folder, got "name".'],
  [['--label', 'stem'], '--label: expected one of folder, got "stem".'],
  [['--engine', 'cpu'], "mmae-train manifest: unknown option '--engine'"],
  [['other'], 'mmae-train manifest: too many arguments for'],
])('%j is refused', async (args, message) => {
  const { code, error } = await manifest(folder, ...args);
  expect([code, error]).toEqual([2, expect.stringContaining(message)]);
});

test('an existing manifest is kept', async () => {
  writeFileSync(place('a.svg'), svg);
  writeFileSync(place('manifest.csv'), 'mine');
  const { code, error } = await manifest(folder);
  expect(code).toBe(2);
  expect(error).toContain('Remove or rename it, or choose another file: --out FILE. Or replace it: --replace.');
  expect(readFileSync(place('manifest.csv'), 'utf8')).toBe('mine');
});
