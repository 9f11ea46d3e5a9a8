import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recordingStreams } from '@mmae/command-line/recording-streams.test.support';
import { mmaeEncoders } from './mmae-encoders.ts';

async function run(...args: string[]) {
  const streams = recordingStreams();
  const code = await mmaeEncoders(args, 'mmae-encoders.js', streams);
  return { code, stdout: streams.written.out, stderr: streams.written.error };
}

let folder: string;
const before = process.env.MMAE_ENGINES;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mmae-encoders-'));
  process.env.MMAE_ENGINES = join(folder, 'engines');
});
afterEach(async () => {
  if (before === undefined) delete process.env.MMAE_ENGINES;
  else process.env.MMAE_ENGINES = before;
  await rm(folder, { recursive: true });
});

test('help lists the commands and where things are installed', async () => {
  const { code, stdout } = await run('--help');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^ {2}status [^]*^ {2}setup [^]*MMAE_ENGINES/m);
  expect(stdout).not.toMatch(/^ {2}prove/m);
});

test('status says of every encoder what is missing and how to get it', async () => {
  const { code, stdout } = await run('status');
  expect(code).toBe(0);
  expect(stdout.split('\n').map((line) => line.slice(0, 9))).toEqual(['– efficie', '– whisper', '– minilm ', '– wordlla', '']);
  expect(stdout).toContain(
    `– minilm  readEncoder: expected the encoder minilm in ${folder}/engines/encoder-minilm-1, got no such folder. Run: mmae-encoders setup`,
  );
});

test('an unknown encoder and a folder that does not exist end with 2', async () => {
  expect(await run('setup', 'clip')).toMatchObject({
    code: 2,
    stderr: 'mmae-encoders: expected one of efficientnet-lite0, whisper-tiny.en, minilm, wordllama, got "clip".\n',
  });
  expect(await run('setup', 'wordllama', '--from', '/no/such')).toMatchObject({
    code: 2,
    stderr: '--from: expected a downloaded file, or its folder, got /no/such, which does not exist.\n',
  });
});
