// Covers `walk-folder.ts` and `read-item.ts` as well.
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadManifest } from '@mmae/samples';
import { parse } from 'csv-parse/sync';
import { writeFolderManifest, type FolderManifestOptions } from './index.ts';
import { writeTree, type Tree } from './tree.test.support.ts';

let folder: string;
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The rows of the manifest of a folder with these files, and its notes as text. */
async function manifestOf(tree: Tree, options: FolderManifestOptions = {}) {
  folder = writeTree(tree);
  const manifest = await writeFolderManifest(folder, options);
  return { ...manifest, rows: rowsOf(manifest.file), remarks: manifest.notes.map(({ path, reason }) => `${path}: ${reason}`) };
}

const rowsOf = (file: string): Record<string, string>[] => (existsSync(file) ? parse(readFileSync(file), { columns: true }) : []);

const untidy: Tree = {
  'Köln 1/A1.JPG': 'jpg',
  'Köln 1/a1.wav': 'wav',
  'Köln 1/a1.txt': { text: 'A boat.' },
  'b10.png': 'png',
  'b10.png.json': { text: '{"description":"Une église","keywords":["église","pluie"],"language":"fr"}' },
  'b10.txt': { text: 'Il pleut.' },
  'b2.mp4': 'mp4',
  'b2.de.srt': { text: '1\n00:00:01,000 --> 00:00:02,000\n<i>Hallo</i> Welt\n' },
  'b2.en.srt': { text: '1\n00:00:01,000 --> 00:00:02,000\nHello\n' },
  'b2.info.json': { text: '{"id":"b2"}' },
  'c.jpg': 'jpg',
  'c.tif': 'tif',
  'c.json': { text: '{"title":"c","language":"German","caption":"Grüße"}' },
  'empty.wav': Buffer.alloc(0),
  'lies.wav': 'jpg',
  'paper.pdf': 'pdf',
  'strange.txt': Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]),
  'lonely.xmp': { text: '<x:xmpmeta/>' },
  '.hidden.jpg': 'jpg',
  'Thumbs.db': 'jpg',
  '__MACOSX/a.jpg': 'jpg',
};

test('an untidy folder: rows are sorted by id, and every unused file has a note', async () => {
  const { rows, remarks, numRows, numWith, numIgnored, pairing } = await manifestOf(untidy);
  expect(rows).toEqual([
    { id: 'b2', image: '', audio: 'b2.mp4', text: 'b2.de.srt', language: 'de', keywords: '' },
    {
      ...{ id: 'b10', image: 'b10.png', audio: '', text: 'Une église\néglise, pluie\nIl pleut.' },
      ...{ language: 'fr', keywords: 'église, pluie' },
    },
    { id: 'c', image: 'c.jpg', audio: '', text: 'Grüße', language: '', keywords: '' },
    { id: 'Köln 1/A1', image: 'Köln 1/A1.JPG', audio: 'Köln 1/a1.wav', text: 'Köln 1/a1.txt', language: '', keywords: '' },
  ]);
  expect(remarks.filter((remark) => !remark.includes('unreadable tags'))).toEqual([
    'b2.en.srt: extra text: b2.de.srt is used for b2',
    'b2.info.json: empty sidecar: expected headline, title, description, caption, text, keywords, tags, subjects, got none',
    'b10.png.json: used sidecar: its content is in the text of b10',
    'c.json: unknown language: expected a code such as "de", got "German"',
    'c.json: used sidecar: its content is in the text of c',
    'c.tif: extra image: c.jpg is used for c',
    'empty.wav: empty: 0 bytes. Copy it again.',
    'lies.wav: wrong extension: .wav, but a JPEG image. Rename it.',
    'lonely.xmp: unmatched sidecar: no image, audio or text file has its name',
    'paper.pdf: not media: .pdf, a PDF document',
    expect.stringMatching(/^strange.txt: undecodable: /),
  ]);
  expect({ numRows, numWith, numIgnored }).toEqual({
    ...{ numRows: 4, numWith: { image: 3, audio: 2, text: 4, several: 4, video: 1 }, numIgnored: 3 },
  });
  expect(pairing).toEqual({ rule: 'stem', numPaired: { stem: 4, folder: 4 } });
});

test('loadManifest reads the texts and subtitles that the manifest names', async () => {
  const { file } = await manifestOf(untidy);
  const { samples } = await loadManifest(file, { modalities: { image: 'file', audio: 'file', text: 'text' }, seed: 1 });
  const texts = samples.map(({ id, media }) => [id, media.text]);
  expect(texts).toContainEqual(['b2', { kind: 'text', text: 'Hallo Welt', language: 'de' }]);
  expect(texts).toContainEqual(['Köln 1/A1', { kind: 'text', text: 'A boat.' }]);
});

test('the same folder gives the same bytes, and an existing manifest is never overwritten', async () => {
  const { file, mediaRoot } = await manifestOf(untidy);
  const bytes = readFileSync(file, 'utf8');
  await expect(writeFolderManifest(folder)).rejects.toThrow(
    `writeFolderManifest: expected a manifest that does not exist yet, got ${file}. Remove or rename it, or choose another file: --out FILE. Or replace it: --replace.`,
  );
  const again = await writeFolderManifest(folder, { out: join(folder, 'meta/again.csv') });
  expect(readFileSync(again.file, 'utf8')).toBe(bytes);
  expect(again.mediaRoot).toBe(mediaRoot);
  expect(bytes.startsWith('id,image,audio,text,language,keywords\n')).toBe(true);
});

test('labels and groups can be taken from folders', async () => {
  const tree: Tree = { 'x/cat/1.jpg': 'jpg', 'y/cat/1.jpg': 'jpg', '2.jpg': 'jpg' };
  const { rows } = await manifestOf(tree, { labelFromFolder: true, groupFromFolder: true });
  expect(rows.map(({ id, label, group }) => [id, label, group])).toEqual([
    ['2', '', ''],
    ['x/cat/1', 'cat', 'x/cat'],
    ['y/cat/1', 'cat', 'y/cat'],
  ]);
});

test('a folder without media, a file and a missing folder', async () => {
  const { numRows, file, remarks } = await manifestOf({ 'a.pdf': 'pdf', 'b.json': { text: '{}' } });
  expect([numRows, existsSync(file), remarks.length]).toEqual([0, false, 2]);
  await expect(writeFolderManifest(join(folder, 'a.pdf'))).rejects.toThrow(
    /expected a folder, got .*a\.pdf, a file\. Give the path of a folder of media/,
  );
  await expect(writeFolderManifest(join(folder, 'no'))).rejects.toThrow(/expected a folder, got .*no, which does not exist/);
});

test('links to files inside the folder are followed, loops and links to the outside are not', async () => {
  folder = writeTree({ 'a/x.jpg': 'jpg' });
  const link = (target: string, path: string) => symlinkSync(target, join(folder, path));
  link('..', 'a/loop');
  link('a', 'b');
  link('a/x.jpg', 'y.jpg');
  link('/dev/null', 'out.jpg');
  link('gone.jpg', 'dead.jpg');
  const { file, notes } = await writeFolderManifest(folder);
  expect(rowsOf(file).map(({ image }) => image)).toEqual(['a/x.jpg', 'y.jpg']);
  expect(notes.map(({ path, reason }) => `${path}: ${reason}`)).toEqual([
    'a/loop: external link: its target is outside the folder. Copy the target here.',
    'b: link to a folder: a is read at its own path',
    'dead.jpg: broken link: ENOENT. Restore its target, or remove it.',
    'out.jpg: external link: its target is outside the folder. Copy the target here.',
  ]);
});

test('names that are not UTF-8 are distinguished from names with a replacement character', async () => {
  folder = writeTree({ 'a\ufffd.jpg': 'jpg' });
  const bytes = (name: string) => Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(name, 'latin1')]);
  try {
    writeFileSync(bytes('Straße.jpg'), 'x');
  } catch {
    return; // the file system does not allow such names
  }
  mkdirSync(bytes('Köln'));
  writeFileSync(bytes('Köln/a.jpg'), 'x');
  const { file, notes } = await writeFolderManifest(folder);
  expect(rowsOf(file).map(({ id }) => id)).toEqual(['a\ufffd']);
  expect(notes.map(({ path }) => path)).toEqual(['K\ufffdln', 'Stra\ufffde.jpg']);
  expect(notes[0].reason).toMatch(/^name not UTF-8: .* convmv -f latin1 -t utf8/);
});

test('unreadable files and folders get notes, and an unwritable folder is an error', async () => {
  folder = writeTree({ 'a.jpg': 'jpg', 'locked/b.jpg': 'jpg', 'c.jpg': 'jpg' });
  for (const path of ['.', 'locked', 'c.jpg']) chmodSync(join(folder, path), path === '.' ? 0o755 : 0);
  const isRoot = process.getuid?.() === 0;
  if (isRoot) process.seteuid!(65_534); // nobody: root can read everything
  try {
    if (isRoot)
      await expect(writeFolderManifest(folder)).rejects.toThrow(
        /expected a writable folder for the manifest, got .* \(EACCES\)\. Choose another file: --out/,
      );
    const { notes } = await writeFolderManifest(folder, { out: `/tmp/${folder.split('/').at(-1)}.csv` });
    expect(notes).toEqual([
      { path: 'c.jpg', reason: 'unreadable: EACCES. Check its permissions, or copy it again.' },
      { path: 'locked', reason: 'unreadable: EACCES. Check the permissions of this folder.' },
    ]);
  } finally {
    if (isRoot) process.seteuid!(0);
    chmodSync(join(folder, 'locked'), 0o755);
    rmSync(`/tmp/${folder.split('/').at(-1)}.csv`, { force: true });
  }
});

test('nothing is left after an interruption at any step', async () => {
  folder = writeTree(untidy);
  const before = readdirSync(folder);
  for (const step of ['find', 'identify', 'write']) {
    const interruption = new AbortController();
    const onProgress = (progress: { step: string }) => progress.step === step && interruption.abort();
    const error: unknown = await writeFolderManifest(folder, { signal: interruption.signal, onProgress }).catch((thrown) => thrown);
    expect(error).toBe(interruption.signal.reason);
    expect(readdirSync(folder)).toEqual(before);
  }
});

test('names that a manifest would change are not used, and every row can be read', async () => {
  const { rows, remarks, file } = await manifestOf({
    ...{ 'a\\b.jpg': 'jpg', 'a\nb.jpg': 'jpg', ' a.jpg': 'jpg', 'a.jpg ': 'jpg', 'a.jpg': 'jpg' },
    ...{ 'x /a .jpg': 'jpg', 'x /a.jpg': 'jpg', 'x /a.txt': { text: 'Words.' }, 'README.txt': { text: 'About.' } },
  });
  expect(rows.map(({ id, image, text }) => [id, image, text])).toEqual([
    ['a', 'a.jpg', ''],
    ['x /a', 'x /a .jpg', 'x /a.txt'],
  ]);
  expect(remarks.filter((remark) => !remark.includes('unreadable tags'))).toEqual([
    ' a.jpg: name with surrounding spaces: a manifest would lose them. Rename it.',
    'a\nb.jpg: name with a line break: a manifest cannot contain it. Rename it.',
    'a.jpg : name with surrounding spaces: a manifest would lose them. Rename it.',
    'a\\b.jpg: name with a backslash: in a manifest, it separates folders. Rename it.',
    'README.txt: folder document: describes the folder, not an item',
    'x /a.jpg: extra image: x /a .jpg is used for x /a',
  ]);
  const { samples } = await loadManifest(file, { modalities: { image: 'file', text: 'text' }, seed: 1 });
  expect(samples.map(({ id, media }) => [id, media.image])).toEqual(rows.map(({ id, image }) => [id, { kind: 'file', path: image }]));
});

test('pipes are not opened', async () => {
  folder = writeTree({ 'a.jpg': 'jpg' });
  execFileSync('mkfifo', [join(folder, 'b.jpg')]);
  const { notes } = await writeFolderManifest(folder);
  expect(notes).toContainEqual({ path: 'b.jpg', reason: 'not a file: a device, a pipe or a socket' });
});

test('a manifest of thousands of files is complete', async () => {
  const tree = Object.fromEntries(
    Array.from({ length: 1500 }, (_, i) => [
      [`${i % 7}/p${i}.jpg`, 'jpg'],
      [`${i % 7}/p${i}.txt`, { text: `Words ${i}.` }],
    ]).flat() as [string, Tree[string]][],
  );
  const { numRows, numWith, rows } = await manifestOf(tree);
  expect([numRows, numWith.several]).toEqual([1500, 1500]);
  expect(rows.slice(0, 3).map(({ id }) => id)).toEqual(['0/p0', '0/p7', '0/p14']);
});
