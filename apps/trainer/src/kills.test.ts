// kill -9 at any moment loses only what came after the last checkpoint: the resumed run ends with bit-identical results.
import { jest } from '@jest/globals';
import { seededRandom } from '@mmae/random';
import { startEngine, type EngineName } from '@mmae/tensor-engine';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeTinyMedia } from './tiny-media.test.support.ts';
import { contentsOf, smallExperiment, trainProcess } from './train-process.test.support.ts';

jest.setTimeout(600_000); // a minute on a quiet machine

const options = () => ({ cache: join(place, 'cache') });
let place: string;
let manifest: string;
beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'mmae-kills-'));
  manifest = await writeTinyMedia(join(place, 'media'), 60);
  await trainProcess(['check', 'quick', '--data', manifest, ...smallExperiment.slice(1)], options());
});
afterAll(() => rmSync(place, { recursive: true }));

test.concurrent('wasm: ten kills at random moments', () => endsInTheSameBytes('wasm', 10, 1));
test.concurrent('cpu: ten kills at random moments', () => endsInTheSameBytes('cpu', 10, 2));

const isRequired = process.env.MMAE_REQUIRE_ENGINES?.split(',').includes('tensorflow');
const isSetUp = await startEngine('tensorflow').then(Boolean, () => false);
const onTensorflow = isRequired || isSetUp ? test.concurrent : test.concurrent.skip;
onTensorflow('tensorflow (skipped where it is not set up): six kills at random moments', () => endsInTheSameBytes('tensorflow', 6, 3));

async function endsInTheSameBytes(engine: EngineName, numKills: number, seed: number): Promise<void> {
  const run = (name: string) => join(place, `${engine}-${name}`);
  const start = (name: string) => [...smallExperiment, '--data', manifest, '--run', run(name), '--engine', engine, ...often];
  const often = ['--checkpoint-seconds', '0.05'];
  const whole = await trainProcess(start('whole'), options());
  expect(whole).toMatchObject({ code: 0, stderr: expect.not.stringContaining('Warning:') });
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
}
