import { recordingStreams } from '@mmae/command-line/recording-streams.test.support';
import { spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mmaeReport } from '../main.ts';
import { syntheticRun } from '../synthetic-folder.test.support.ts';

const small = { numTrain: 24, numTest: 12, numPreviews: 0 };

test('a page that cannot be written is refused before anything is scored', async () => {
  const streams = recordingStreams();
  const code = await mmaeReport([await syntheticRun(small), '--html', '/no/such/folder/page.html'], streams);
  expect([code, streams.written.out]).toEqual([2, '']);
  expect(streams.written.error).toContain('got none: no such file or directory');
  expect(streams.written.error).not.toContain('scoring');
});

const command = fileURLToPath(new URL('../../bin/mmae-report.js', import.meta.url));
const asNobody = (args: readonly string[]) =>
  spawnSync('setpriv', ['--reuid=65534', '--regid=65534', '--clear-groups', process.execPath, ...args], {
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
const canBecomeNobody = process.getuid?.() === 0 && asNobody(['-e', '']).status === 0;

(canBecomeNobody ? test : test.skip)('so is a read-only run folder (skipped if this process cannot become another user)', async () => {
  const folder = await syntheticRun(small);
  chmodSync(dirname(folder), 0o755);
  const { status, stdout, stderr } = asNobody([command, folder]);
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toContain(`access to ${folder}, got permission denied`);
  expect(stderr).not.toContain('scoring');
});
