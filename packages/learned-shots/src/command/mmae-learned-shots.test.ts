import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recordingStreams } from '@mmae/command-line/recording-streams.test.support';
import { mmaeLearnedShots } from './mmae-learned-shots.ts';

async function run(...args: string[]) {
  const streams = recordingStreams();
  const code = await mmaeLearnedShots(args, 'mmae-learned-shots.js', streams);
  return { code, stdout: streams.written.out, stderr: streams.written.error };
}

let folder: string;
const before = process.env.MMAE_ENGINES;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mmae-learned-'));
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

test('status says what is missing and how to get it', async () => {
  expect(await run('status')).toEqual({
    code: 0,
    stdout: `– transnetv2  requireOnnxRuntime: expected onnxruntime 1.30.0 in ${folder}/engines/onnxruntime-1.30.0, got no such folder. Run: mmae-learned-shots setup (in the repository: npm run setup:shots).\n`,
    stderr: '',
  });
});

test('a folder that does not exist ends with 2, one without the files likewise', async () => {
  expect(await run('setup', '--from', '/no/such')).toMatchObject({
    code: 2,
    stderr: '--from: expected a downloaded file, or its folder, got /no/such, which does not exist.\n',
  });
  const { code, stderr } = await run('setup', '--from', folder);
  expect(code).toBe(2);
  expect(stderr).toContain(`got ${join(folder, 'onnxruntime-node-1.30.0.tgz')}, which does not exist.`);
});

test('another archive ends with 1 and the command that downloads the right one', async () => {
  await writeFile(join(folder, 'onnxruntime-node-1.30.0.tgz'), 'other');
  const { code, stderr } = await run('setup', '--from', folder);
  expect(code).toBe(1);
  expect(stderr).toMatch(/is not the pinned archive: expected sha512 \S+, got \S+\. Get it with: npm pack onnxruntime-node@1\.30\.0\.\n$/);
});

test('a part that cannot be loaded ends with 1 and its reason', async () => {
  expect(await run('prove', 'network', join(folder, 'none'))).toMatchObject({ code: 1, stderr: expect.stringContaining('no such folder') });
  expect(await run('prove', 'runtime', folder)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("Cannot find module 'onnxruntime-node'"),
  });
  expect(await run('prove', 'moon', folder)).toMatchObject({
    code: 2,
    stderr: 'mmae-learned-shots prove: expected runtime or network, got "moon".\n',
  });
});
