import { mmaeEngine } from './mmae-engine.ts';

async function run(...args: string[]) {
  let [stdout, stderr] = ['', ''];
  const status = await mmaeEngine(args, {
    stdout: (text) => (stdout += text),
    stderr: (text) => (stderr += text),
    script: 'mmae-engine.js',
  });
  return { status, stdout, stderr };
}

test('status says of each engine whether it runs, and what auto takes', async () => {
  const { status, stdout, stderr } = await run('status');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/^[✓–] tensorflow .*\n[✓–] webgpu .*\n✓ wasm .*SIMD\n✓ cpu .*\n\nauto runs (tensorflow|webgpu|wasm)\.\n$/);
});

test('status --json is one document', async () => {
  const { stdout } = await run('status', '--json');
  const { engines, auto } = JSON.parse(stdout) as { engines: { name: string; available: boolean; isAuto: boolean }[]; auto: string };
  expect(engines.map(({ name }) => name)).toEqual(['tensorflow', 'webgpu', 'wasm', 'cpu']);
  expect(engines.filter(({ isAuto }) => isAuto).map(({ name, available }) => [name, available])).toEqual([[auto, true]]);
});

test('wrong usage ends with 2 and names what was given', async () => {
  expect(await run('setup', 'torch')).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('got "setup torch"') });
  expect(await run('status', '--fast')).toMatchObject({ status: 2, stderr: expect.stringContaining("'--fast'") });
});

test('no control character of an argument reaches the terminal', async () => {
  const { stderr } = await run('setup', '\x1b[31mtorch\x9b');
  expect(stderr).toContain('got "setup \\u001b[31mtorch\\u009b"');
  // eslint-disable-next-line no-control-regex
  expect(stderr).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/);
});

test('a wheel that is not there ends with 1, its reason and its remedy', async () => {
  const folder = process.env.MMAE_ENGINES;
  process.env.MMAE_ENGINES = '/tmp/mmae-no-engines';
  const { status, stderr } = await run('setup', 'tensorflow', '--from', '/no/such.whl');
  process.env.MMAE_ENGINES = folder ?? '';
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: '/no/such.whl does not exist. Name what was downloaded, or the folder that holds it.\n',
  });
});
