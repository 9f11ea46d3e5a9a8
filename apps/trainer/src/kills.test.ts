// kill -9 at any moment costs what came after the last checkpoint and nothing else: the run that goes on ends in the same bits.
import { jest } from '@jest/globals';
import { seededRandom } from '@mmae/matrix';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeTinyMedia } from './tiny-media.test.support.ts';
import { contentsOf, smallExperiment, trainProcess } from './train-process.test.support.ts';

jest.setTimeout(600_000); // forty seconds on a quiet machine

const numKills = 10;
const options = () => ({ cache: join(place, 'cache') });
let place: string;
let manifest: string;
beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'mmae-kills-'));
  manifest = await writeTinyMedia(join(place, 'media'), 60);
  await trainProcess(['check', 'quick', '--data', manifest, ...smallExperiment.slice(1)], options());
});
afterAll(() => rmSync(place, { recursive: true }));

test.concurrent.each([
  ['wasm', 1],
  ['cpu', 2],
] as const)('%s: ten kills at random moments', async (engine, seed) => {
  const run = (name: string) => join(place, `${engine}-${name}`);
  const start = (name: string) => [...smallExperiment, '--data', manifest, '--run', run(name), '--engine', engine, ...often];
  const often = ['--checkpoint-seconds', '0.05'];
  const whole = await trainProcess(start('whole'), options());
  expect(whole).toMatchObject({ code: 0 });
  let { seconds } = whole; // of the shortest training so far

  const random = seededRandom(seed);
  for (let kill = 0, life = 0; kill < numKills; life++) {
    for (let ended = false; !ended;) {
      const args = existsSync(join(run(`${life}`), 'config.json')) ? ['--resume', run(`${life}`), ...often] : start(`${life}`);
      const interrupt = { signal: 'SIGKILL', after: random.next() * seconds } as const;
      const process = await trainProcess(args, kill < numKills ? { ...options(), interrupt } : options());
      if (process.code === null) kill += 1;
      else expect(process).toMatchObject({ code: 0 });
      ended = process.code === 0;
      if (ended) seconds = Math.min(seconds, process.seconds);
    }
    expect(contentsOf(run(`${life}`))).toEqual(contentsOf(run('whole')));
  }
});
