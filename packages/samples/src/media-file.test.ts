import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findMediaFile } from './index.ts';

let root: string;
beforeEach(() => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'media-file-')));
  root = join(folder, 'root');
  mkdirSync(join(root, 'Bilder'), { recursive: true });
});
afterEach(() => rmSync(join(root, '..'), { recursive: true }));
const write = (name: string) => writeFileSync(join(root, name), 'abc');

test('a media file is found inside the root, links followed; missing, empty and outside are said', () => {
  writeFileSync(join(root, '..', 'secret.png'), 'x');
  write('a.png');
  writeFileSync(join(root, 'empty.png'), '');
  symlinkSync(join(root, '..', 'secret.png'), join(root, 'link.png'));
  expect(findMediaFile(root, 'a.png')).toMatchObject({ path: join(root, 'a.png'), sizeBytes: 3 });
  expect(() => findMediaFile(root, 'b.png')).toThrow('missing: b.png is not there (ENOENT). Put it there or correct the manifest.');
  expect(() => findMediaFile(root, 'empty.png')).toThrow('empty: empty.png has 0 bytes');
  expect(() => findMediaFile(root, '.')).toThrow('outside the media root');
  expect(() => findMediaFile(root, '../secret.png')).toThrow('outside the media root: ../secret.png leads out of');
  expect(() => findMediaFile(root, '/etc/hostname')).toThrow('outside the media root: /etc/hostname leads out of');
  expect(() => findMediaFile(root, 'link.png')).toThrow('outside the media root: link.png leads out of');
});

test('a link to nothing, or to itself, is missing and named as a link', () => {
  symlinkSync('gone.png', join(root, 'dangling.png'));
  symlinkSync('loop.png', join(root, 'loop.png'));
  const remedy = 'Restore what it links to, or correct the manifest.';
  expect(() => findMediaFile(root, 'dangling.png')).toThrow(`missing: dangling.png is a link that cannot be followed (ENOENT). ${remedy}`);
  expect(() => findMediaFile(root, 'loop.png')).toThrow(`missing: loop.png is a link that cannot be followed (ELOOP). ${remedy}`);
});

(process.geteuid ? test : test.skip)('a folder that is closed to the user is named so, and not as a file that is missing', () => {
  write('Bilder/a.png');
  const isRoot = process.geteuid!() === 0;
  chmodSync(join(root, 'Bilder'), 0);
  chmodSync(join(root, '..'), 0o755);
  if (isRoot) process.seteuid!(65534);
  try {
    expect(() => findMediaFile(root, 'Bilder/a.png')).toThrow('no permission: a folder of Bilder/a.png cannot be entered (EACCES).');
  } finally {
    if (isRoot) process.seteuid!(0);
    chmodSync(join(root, 'Bilder'), 0o755);
  }
});

test('a name in the other Unicode form is the same name, in folders and files', () => {
  mkdirSync(join(root, 'Küche'.normalize('NFD')));
  write(`${'Küche'.normalize('NFD')}/${'Töpfe.png'.normalize('NFC')}`);
  for (const form of ['NFC', 'NFD']) {
    expect(findMediaFile(root, 'Küche/Töpfe.png'.normalize(form)).path).toBe(
      join(root, 'Küche'.normalize('NFD'), 'Töpfe.png'.normalize('NFC')),
    );
  }
});

test('what differs by case alone is missing, and named', () => {
  write('Bilder/A.JPG');
  expect(() => findMediaFile(root, 'bilder/a.jpg')).toThrow(
    'missing: bilder/a.jpg is not there (ENOENT), but Bilder/A.JPG is. Correct the manifest.',
  );
  write('Bilder/b.jpg'); // a folder that was listed before
  expect(() => findMediaFile(root, 'Bilder/B.jpg')).toThrow('but Bilder/b.jpg is');
});

test('URLs, percent-encoded paths and paths of Windows drives are named as what they are', () => {
  write('a b.png');
  expect(() => findMediaFile(root, 'a%20b.png')).toThrow('missing: a%20b.png is not there (ENOENT), but a b.png is. Correct the manifest.');
  expect(() => findMediaFile(root, 'a%zz.png')).toThrow('missing: a%zz.png is not there (ENOENT). Put it there');
  expect(() => findMediaFile(root, 'file:///a.png')).toThrow(`not a path: file:///a.png is a URL. Write the path of a file in ${root}.`);
  expect(() => findMediaFile(root, 'https://example.org/a.png')).toThrow('not a path: https://example.org/a.png is a URL.');
  expect(() => findMediaFile(root, 'C:/media/a.png')).toThrow(
    'missing: C:/media/a.png is not there (ENOENT): it begins with a drive of Windows.',
  );
});
