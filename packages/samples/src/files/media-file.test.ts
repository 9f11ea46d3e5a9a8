import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findMediaFile } from '../index.ts';

let root: string;
beforeEach(() => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'media-file-')));
  root = join(folder, 'root');
  mkdirSync(join(root, 'Bilder'), { recursive: true });
});
afterEach(() => rmSync(join(root, '..'), { recursive: true }));
const write = (name: string) => writeFileSync(join(root, name), 'abc');

test('a media file is found inside the root, with links; missing, empty and outside files are errors', () => {
  writeFileSync(join(root, '..', 'secret.png'), 'x');
  write('a.png');
  writeFileSync(join(root, 'empty.png'), '');
  symlinkSync(join(root, '..', 'secret.png'), join(root, 'link.png'));
  expect(findMediaFile(root, 'a.png')).toMatchObject({ path: join(root, 'a.png'), sizeBytes: 3 });
  expect(() => findMediaFile(root, 'b.png')).toThrow('missing: b.png does not exist (ENOENT). Restore the file or correct the manifest.');
  expect(() => findMediaFile(root, 'empty.png')).toThrow('empty: empty.png has 0 bytes');
  expect(() => findMediaFile(root, '.')).toThrow('outside the media root');
  expect(() => findMediaFile(root, '../secret.png')).toThrow('outside the media root: ../secret.png is not in');
  expect(() => findMediaFile(root, '/etc/hostname')).toThrow('outside the media root: /etc/hostname is not in');
  expect(() => findMediaFile(root, 'link.png')).toThrow('outside the media root: link.png is not in');
});

test('a link to nothing or to itself is reported as a broken link', () => {
  symlinkSync('gone.png', join(root, 'dangling.png'));
  symlinkSync('loop.png', join(root, 'loop.png'));
  const remedy = 'Restore its target or correct the manifest.';
  expect(() => findMediaFile(root, 'dangling.png')).toThrow(`missing: dangling.png is a broken link (ENOENT). ${remedy}`);
  expect(() => findMediaFile(root, 'loop.png')).toThrow(`missing: loop.png is a broken link (ELOOP). ${remedy}`);
});

(process.geteuid ? test : test.skip)('a folder without permission is named as such', () => {
  write('Bilder/a.png');
  const isRoot = process.geteuid!() === 0;
  chmodSync(join(root, 'Bilder'), 0);
  chmodSync(join(root, '..'), 0o755);
  if (isRoot) process.seteuid!(65534);
  try {
    expect(() => findMediaFile(root, 'Bilder/a.png')).toThrow('no permission: a folder of Bilder/a.png cannot be opened (EACCES).');
  } finally {
    if (isRoot) process.seteuid!(0);
    chmodSync(join(root, 'Bilder'), 0o755);
  }
});

test('names match in any Unicode form, for folders and files', () => {
  mkdirSync(join(root, 'Küche'.normalize('NFD')));
  write(`${'Küche'.normalize('NFD')}/${'Töpfe.png'.normalize('NFC')}`);
  for (const form of ['NFC', 'NFD']) {
    expect(findMediaFile(root, 'Küche/Töpfe.png'.normalize(form)).path).toBe(
      join(root, 'Küche'.normalize('NFD'), 'Töpfe.png'.normalize('NFC')),
    );
  }
});

test('a name that differs only in case is missing, with a suggestion', () => {
  write('Bilder/A.JPG');
  expect(() => findMediaFile(root, 'bilder/a.jpg')).toThrow(
    'missing: bilder/a.jpg does not exist (ENOENT), but Bilder/A.JPG does. Correct the manifest.',
  );
  write('Bilder/b.jpg'); // the listing of this folder is cached
  expect(() => findMediaFile(root, 'Bilder/B.jpg')).toThrow('but Bilder/b.jpg does');
});

test('URLs, percent-encoded paths and Windows drives are recognized', () => {
  write('a b.png');
  expect(() => findMediaFile(root, 'a%20b.png')).toThrow(
    'missing: a%20b.png does not exist (ENOENT), but a b.png does. Correct the manifest.',
  );
  expect(() => findMediaFile(root, 'a%zz.png')).toThrow('missing: a%zz.png does not exist (ENOENT). Restore the file');
  expect(() => findMediaFile(root, 'file:///a.png')).toThrow(`not a path: file:///a.png is a URL. Use the path of a file in ${root}.`);
  expect(() => findMediaFile(root, 'https://example.org/a.png')).toThrow('not a path: https://example.org/a.png is a URL.');
  expect(() => findMediaFile(root, 'C:/media/a.png')).toThrow(
    'missing: C:/media/a.png does not exist (ENOENT): the path starts with a Windows drive.',
  );
});
