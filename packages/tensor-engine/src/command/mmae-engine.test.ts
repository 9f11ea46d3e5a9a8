import { recordingStreams } from '@mmae/command-line/recording-streams.test.support';
import { mmaeEngine } from './mmae-engine.ts';

async function run(...args: string[]) {
  const streams = recordingStreams();
  const code = await mmaeEngine(args, 'mmae-engine.js', streams);
  return { code, stdout: streams.written.out, stderr: streams.written.error };
}

test('status shows of each engine whether it runs, and the one that auto chooses', async () => {
  const { code, stdout, stderr } = await run('status');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^[✓–] tensorflow .*\n[✓–] webgpu .*\n✓ wasm .*SIMD\n✓ cpu .*\n\nauto chooses (tensorflow|webgpu|wasm)\.\n$/);
});

test('status --json is one document', async () => {
  const { stdout } = await run('status', '--json');
  const { engines, auto } = JSON.parse(stdout) as { engines: { name: string; available: boolean; isAuto: boolean }[]; auto: string };
  expect(engines.map(({ name }) => name)).toEqual(['tensorflow', 'webgpu', 'wasm', 'cpu']);
  expect(engines.filter(({ isAuto }) => isAuto).map(({ name, available }) => [name, available])).toEqual([[auto, true]]);
});

test('help lists the commands and their options', async () => {
  const { code, stdout } = await run('--help');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^ {2}status \[options\] [^]*^ {2}setup \[options\] <engine> [^]*MMAE_ENGINES[^]*^ {2}130 {2}interrupted$/m);
  expect(stdout).not.toMatch(/^ {2}prove/m);
  expect((await run('setup', '--help')).stdout).toMatch(/engine +tensorflow or webgpu[^]*--gpu [^]*--from <path> /);
});

test.each([
  [['setup', 'torch'], 'mmae-engine setup: expected tensorflow or webgpu, got "torch".\n'],
  [['setup', 'webgpu', '--gpu'], '--gpu: expected only with setup tensorflow, got setup webgpu.\n'],
  [['status', '--jason'], "mmae-engine status: unknown option '--jason'. Did you mean --json? See mmae-engine status --help.\n"],
  [['setup', '\x1b[31mtorch\x9b'], 'mmae-engine setup: expected tensorflow or webgpu, got "\\u001b[31mtorch\\u009b".\n'],
])('%j ends with 2', async (args, stderr) => {
  expect(await run(...args)).toEqual({ code: 2, stdout: '', stderr });
});

describe('with no engine set up', () => {
  const folder = process.env.MMAE_ENGINES;
  beforeEach(() => (process.env.MMAE_ENGINES = '/tmp/mmae-no-engines'));
  afterEach(() => (process.env.MMAE_ENGINES = folder ?? ''));

  test('a wheel that does not exist ends with 2', async () => {
    expect(await run('setup', 'tensorflow', '--from', '/no/such.whl')).toEqual({
      code: 2,
      stdout: '',
      stderr: '--from: expected a downloaded file, or its folder, got /no/such.whl, which does not exist.\n',
    });
  });

  test('an engine that does not train ends with 1 and its reason, without a stack', async () => {
    expect(await run('prove', 'webgpu', '/tmp/mmae-no-engines/webgpu')).toEqual({ code: 1, stdout: '', stderr: 'not set up\n' });
  });
});
