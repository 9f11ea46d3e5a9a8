// Covers wheels.ts, digest.ts and unpack-zip.ts.
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pinnedWheels, unpackZip, type Wheel } from './index.ts';

const fixtures = fileURLToPath(new URL('../test/fixtures', import.meta.url));
const small: Wheel = {
  name: 'small-thing',
  version: '1.0',
  sha256: '94ea2218393458b9cf05490aa7cbf26a5742ffc4bb5ff844e3119e81dbc20c85',
  wanted: /\.so\.\d$/,
};

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'mmae-setup-'))));
afterEach(() => rm(folder, { recursive: true }));

test('a wheel is accepted by its digest, and the wanted part of it is unpacked', async () => {
  const [file] = await pinnedWheels([small], fixtures);
  await unpackZip(file, small.wanted, folder);
  expect(await readFile(join(folder, 'thing/lib/libthing.so.2'), 'utf8')).toBe('library '.repeat(100));
  expect(existsSync(join(folder, 'thing/__init__.py'))).toBe(false);
});

test('a wheel with other contents, and a folder without it, are refused with the command that downloads it', async () => {
  await expect(pinnedWheels([{ ...small, sha256: '00' }], fixtures)).rejects.toThrow(
    /is not the pinned wheel: expected sha256 00, got [0-9a-f]{64}\. Get it with/,
  );
  await expect(pinnedWheels([{ ...small, version: '2.0' }], fixtures)).rejects.toThrow(
    'is not and does not contain the wheel small-thing 2.0. Get it with: python3 -m pip download',
  );
});

test('a file that is not a wheel is named', async () => {
  const file = join(folder, 'notes.txt');
  await writeFile(file, '');
  await expect(pinnedWheels([small], file)).rejects.toThrow('notes.txt is not and does not contain the wheel small-thing 1.0. Get it with');
});
