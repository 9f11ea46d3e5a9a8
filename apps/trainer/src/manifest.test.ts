import { jest } from '@jest/globals';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mmaeTrain } from './mmae-train.ts';

let folder: string;
let out: string[];
let err: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'folder of media-'));
  [out, err] = [[], []];
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => (out.push(String(text)), true));
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => (err.push(String(text)), true));
});
afterEach(() => {
  jest.restoreAllMocks();
  process.exitCode = undefined;
  rmSync(folder, { recursive: true });
});

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>';
const place = (name: string) => join(folder, name);

async function manifest(...args: string[]): Promise<number> {
  await mmaeTrain(['manifest', ...args]);
  const code = process.exitCode;
  process.exitCode = undefined;
  return Number(code);
}

test('a manifest is written; unused files are on stdout, counts and the next command on stderr', async () => {
  for (const name of ['a.svg', 'b.svg']) writeFileSync(place(name), svg);
  writeFileSync(place('a.txt'), 'A boat.');
  writeFileSync(place('letter.pdf'), '%PDF-1.7');
  writeFileSync(place('notes.pdf'), '%PDF-1.7');
  writeFileSync(place('.hidden'), '');
  expect(await manifest(folder)).toBe(0);
  expect(readFileSync(place('manifest.csv'), 'utf8')).toBe('id,image,audio,text,language,keywords\na,a.svg,,a.txt,,\nb,b.svg,,,,\n');
  expect(out).toEqual(['letter.pdf\tnot media: .pdf, a PDF document\n', 'notes.pdf\tnot media: .pdf, a PDF document\n']);
  expect(err.join('').split('\n').slice(-7)).toEqual([
    'paired by stem: files of one name (a1.jpg, a1.wav, a1.txt) are one row; --pair folder would pair 1 rows, this pairs 1',
    '2 rows: 2 with an image, 0 with audio, 1 with a text; 1 with two or more',
    'not used, or not completely (2, listed on stdout): 2 not media',
    '1 hidden or system files and folders were not opened',
    place('manifest.csv'),
    expect.stringMatching(/^next: mmae-train quick --data '.*\/folder of media-\w+' --run 'runs\/folder of media-\w+'$/),
    '',
  ]);
});

test('where nothing belongs together, what names should be is said', async () => {
  for (const name of ['a.svg', 'b.svg']) writeFileSync(place(name), svg);
  expect(await manifest(folder)).toBe(0);
  expect(err.join('')).toContain(
    'no row has two modalities: files that belong together need one name (a1.jpg, a1.txt) or a folder of their own\n',
  );
});

test('what is asked for: where it is written, pairs by folder, labels and groups', async () => {
  mkdirSync(place('x/1'), { recursive: true });
  writeFileSync(place('x/1/pic.svg'), svg);
  writeFileSync(place('x/1/words.txt'), 'A boat.');
  expect(await manifest(folder, '--out', place('meta/m.csv'), '--pair', 'folder', '--label', 'folder', '--group', 'folder')).toBe(0);
  expect(readFileSync(place('meta/m.csv'), 'utf8')).toBe(
    'id,label,group,image,audio,text,language,keywords\nx/1,x,x,x/1/pic.svg,,x/1/words.txt,,\n',
  );
  expect(err.at(-1)).toMatch(/next: mmae-train quick --data '.*\/meta\/m.csv' --media-root '.*' --run/);
});

test('names never reach the terminal as they are', async () => {
  writeFileSync(place('\x1b[31m\tred\n.pdf'), '%PDF-1.7');
  expect(await manifest(folder)).toBe(2);
  expect(out).toEqual(['\\u001b[31m red .pdf\tname with a line break: a manifest cannot contain it. Rename it.\n']);
  expect(err.at(-1)).toBe(`mmae-train: expected pictures, sounds or texts in ${folder}, got none. Name a folder that has some.\n`);
  expect(existsSync(place('manifest.csv'))).toBe(false);
});

test.each([
  [['--pair', 'name'], 'mmae-train: expected --pair stem or folder, got "name". Leave it out, or write it so.'],
  [['--label', 'stem'], 'mmae-train: expected --label folder, got "stem". Leave it out, or write it so.'],
  [['--engine', 'cpu'], "Unknown option '--engine'"],
  [['other'], /mmae-train: expected manifest with one FOLDER, got \[".*","other"\]/],
] as const)('%j is refused', async (args, message) => {
  expect(await manifest(folder, ...args)).toBe(2);
  expect(err.join('')).toMatch(message);
});

test('a manifest that exists is kept', async () => {
  writeFileSync(place('a.svg'), svg);
  writeFileSync(place('manifest.csv'), 'mine');
  expect(await manifest(folder)).toBe(2);
  expect(err.join('')).toContain('Remove or rename it, or choose another file: --out FILE.');
  expect(readFileSync(place('manifest.csv'), 'utf8')).toBe('mine');
});

test('whoever reads the list may stop', async () => {
  writeFileSync(place('a.svg'), svg);
  await manifest(folder);
  const failing = (code: string) => () => process.stdout.emit('error', Object.assign(new Error(code), { code }));
  expect(failing('EPIPE')).not.toThrow();
  expect(failing('EIO')).toThrow('EIO');
});
