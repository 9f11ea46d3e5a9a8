// Covers mmae-ocr.ts, ocr-engine.ts, ocr-recipe.ts and prove-ocr.ts.
import { recordingStreams } from '@mmae/command-line/recording-streams.test.support';
import { recordFileSizes } from '@mmae/files';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isOcrSetUp, ocrFolder, openOcr } from '../ocr/ocr-engine.ts';
import { proveOcr } from '../setup/prove-ocr.ts';
import { mmaeOcr } from './mmae-ocr.ts';

async function run(...args: string[]) {
  const streams = recordingStreams();
  const code = await mmaeOcr(args, streams);
  return { code, stdout: streams.written.out, stderr: streams.written.error };
}

const hadEngines = process.env.MMAE_ENGINES;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mmae-ocr-'));
  process.env.MMAE_ENGINES = folder;
});
afterEach(() => {
  if (hadEngines === undefined) delete process.env.MMAE_ENGINES;
  else process.env.MMAE_ENGINES = hadEngines;
  rmSync(folder, { recursive: true });
});

test('help names both commands and the folder', async () => {
  const { code, stdout } = await run('--help');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^ {2}setup \[options\] [^]*^ {2}read [^]*MMAE_ENGINES/m);
});

test('where nothing is set up, the error says how', async () => {
  expect(isOcrSetUp()).toBe(false);
  expect(await run('read', 'a.jpg')).toEqual({
    code: 2,
    stdout: '',
    stderr: `openOcr: expected text recognition to be set up in ${ocrFolder()}, got nothing. Run: npx mmae-ocr setup (in the repository: npm run setup:ocr).\n`,
  });
});

test('a damaged set-up is refused before it is loaded', async () => {
  mkdirSync(ocrFolder());
  await expect(openOcr()).rejects.toThrow(
    /^openOcr: expected a complete .*, got incomplete: .*sizes\.json is missing or unreadable\. Run: npx mmae-ocr setup/,
  );
  writeFileSync(join(ocrFolder(), 'library'), 'abc');
  await recordFileSizes(ocrFolder());
  writeFileSync(join(ocrFolder(), 'library'), 'a');
  await expect(openOcr()).rejects.toThrow(/got damaged: .*library has 1 bytes instead of 3\. Run/);
  await expect(proveOcr(ocrFolder())).rejects.toThrow(
    /^Tesseract does not run on this machine: .*damaged.*\. Use subtitles or a transcript command\.$/,
  );
});

test('archives that are missing or not the pinned ones leave nothing behind', async () => {
  expect(await run('setup', '--from', join(folder, 'none'))).toEqual({
    ...{ code: 2, stdout: '' },
    stderr: `--from: expected a downloaded file, or its folder, got ${join(folder, 'none')}, which does not exist.\n`,
  });
  const archives = join(folder, 'archives');
  mkdirSync(archives);
  writeFileSync(join(archives, 'tesseract.js-7.0.0.tgz'), 'other');
  const { code, stderr } = await run('setup', '--from', archives);
  expect(code).toBe(1);
  expect(stderr).toContain('tesseract.js-7.0.0.tgz is not the pinned archive: expected sha512 exPBkd+z');
  expect(readdirSync(folder)).toEqual(['archives']);
});
