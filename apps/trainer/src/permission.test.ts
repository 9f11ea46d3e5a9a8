// What a user without access to a folder is told.
import { createRun, leaveRun } from '@mmae/run-folder';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { smallExperiment } from './train-process.test.support.ts';
import { writeTinyMedia } from './tiny-media.test.support.ts';

const command = fileURLToPath(new URL('../bin/mmae-train.js', import.meta.url));
const asNobody = ['--reuid=65534', '--regid=65534', '--clear-groups', process.execPath];
const nobody = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
  spawnSync('setpriv', [...asNobody, ...args], { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '', ...env } });
const canBecomeNobody = process.getuid?.() === 0 && nobody(['-e', '']).status === 0;

(canBecomeNobody ? describe : describe.skip)('as a user who is not root (skipped where this process cannot become one)', () => {
  let folder: string;
  let manifest: string;
  const place = (name: string) => join(folder, name);
  const train = (args: readonly string[], cache = place('open')) => nobody([command, ...args], { MMAE_CACHE: cache });
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'permission-'));
    chmodSync(folder, 0o755);
    manifest = await writeTinyMedia(place('media'), 4);
    mkdirSync(place('open'));
    chmodSync(place('open'), 0o777);
    mkdirSync(place('closed'));
    await createRun(place('run'), { experiment: {}, data: { manifest, fingerprint: '' }, engine: { name: 'cpu' } });
    await leaveRun(place('run'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([
    [
      'a run in a folder that only root writes',
      () => train([...start(), '--run', place('closed/run')]),
      'createRun',
      'closed/run',
      'write',
    ],
    ['a run of root, resumed', () => train(['--resume', place('run')]), 'resumeRun', 'run/lock.json', 'write'],
    [
      'a cache that only root writes',
      () => train([...start(), '--run', place('open/run')], place('closed/cache')),
      'featureCache',
      'closed/cache',
      'write',
    ],
  ])('%s: the path, the reason and what to do, no stack', (_, run, who, path, verb) => {
    const { status, stderr } = run();
    expect(stderr).toContain(`${who}: expected to ${verb} ${place(path)}, got EACCES: there is no permission. Give ${verb} access`);
    expect(stderr).not.toMatch(/\n +at /);
    expect(status).toBe(2);
  });

  test('a run folder that other users cannot read', () => {
    chmodSync(place('run'), 0o700);
    const { status, stderr } = train(['--resume', place('run')]);
    expect(stderr).toContain(
      `readConfig: expected to read ${place('run/config.json')}, got EACCES: there is no permission. Give read access`,
    );
    expect(status).toBe(2);
  });

  const start = () => [...smallExperiment, '--data', manifest, '--engine', 'cpu'];
});
