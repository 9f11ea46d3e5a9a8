// From review back to training: what people accept are the labels of the next run, and what they rejected does not return with it.
import { jest } from '@jest/globals';
import { openArchive, type Verdict } from '@mmae/archive-store';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { readArchive, runArchive } from './archive-folder.test.support.ts';

jest.setTimeout(600_000);

const corpus = fileURLToPath(new URL('../../../packages/sample-corpus/corpus', import.meta.url));
const trainer = fileURLToPath(new URL('../../trainer/bin/mmae-train.js', import.meta.url));
const cacheBefore = process.env.MMAE_CACHE;

let place: string;
let archive: string;
beforeAll(() => {
  place = realpathSync(mkdtempSync(join(tmpdir(), 'archive-loop-')));
  archive = join(place, 'archive');
  process.env.MMAE_CACHE = join(place, 'cache');
});
afterAll(() => {
  rmSync(place, { recursive: true });
  if (cacheBefore === undefined) delete process.env.MMAE_CACHE;
  else process.env.MMAE_CACHE = cacheBefore;
});

async function mmaeArchive(...args: string[]) {
  const result = await runArchive(...args, '--archive', archive);
  expect([result.err, result.code]).toEqual([result.err, 0]);
  return result;
}

/** Labels of the machine or of people, by sample. */
const tags = () =>
  readArchive(archive, (open) => {
    const samples = [...open.eachSample()].flat();
    return samples.map(({ key, id }) => ({ key, id, tags: open.tagsOf(key) }));
  });

/** The first 80 items of the corpus, without audio and labels, with a split. */
function writeItems(): string {
  const rows = readFileSync(join(corpus, 'manifest.csv'), 'utf8').split('\n').slice(1, 81);
  const items = rows.map((row) => /^([^,]+),[^,]*,([^,]+),[^,]*,([^,]+),[^,]+,("[^"]*"|[^,]*)/.exec(row)!);
  const file = join(place, 'items.csv');
  writeFileSync(file, ['id,image,text', ...items.map(([, id, , image, text]) => `${id},${image},${text}`), ''].join('\n'));
  return file;
}

/** Trains with the command that `manifest` prints, with a smaller experiment and another folder. */
async function trainAndIndex(name: string): Promise<void> {
  const manifest = join(place, `${name}.csv`);
  const { err } = await mmaeArchive('manifest', manifest);
  const [, ...args] = /next: mmae-train quick (.*) --run \S+/.exec(err)![1]!.split(' ');
  const run = join(place, name);
  await promisify(execFile)(process.execPath, [trainer, 'sketch', '--data', ...args, '--run', run, '--set', 'model.stages.reconstruct.training.epochs=2']); // prettier-ignore
  await mmaeArchive('index', run);
}

test('decisions become labels, and hold for what the next run says', async () => {
  await mmaeArchive('add', writeItems(), '--media-root', corpus);
  await trainAndIndex('first');

  const proposed = tags().find((sample) => sample.tags.length >= 2)!;
  const [accepted, rejected] = proposed.tags.map(({ label }) => label);
  const decisions: [string, Verdict][] = [[accepted!, 'accept'], [rejected!, 'reject'], ['shop window', 'add']]; // prettier-ignore
  for (const [label, verdict] of decisions) await mmaeArchive('decide', proposed.id, label, verdict, '--who', 'Ada');
  everywhere(rejected!, 'reject');

  await trainAndIndex('reviewed');
  const row = readFileSync(join(place, 'reviewed.csv'), 'utf8').split('\n').find((line) => line.startsWith(`${proposed.id},`))!; // prettier-ignore
  expect(row).toContain([accepted!, 'shop window'].sort().join('; '));
  expect(readArchive(archive, (open) => open.currentRun()!.folder)).toBe(join(place, 'reviewed'));
  const after = tags();
  const verdicts = after
    .find(({ id }) => id === proposed.id)!
    .tags.flatMap(({ label, verdict }) => (verdict ? [`${label} ${verdict}`] : []));
  expect(verdicts.sort()).toEqual([`${accepted} accepted`, `${rejected} rejected`, 'shop window accepted'].sort());
  const returned = after.filter((sample) => sample.tags.some(({ label, verdict }) => label === rejected && verdict !== 'rejected'));
  expect(returned).toEqual([]);
  expect((await mmaeArchive('search', '--tag', rejected!)).out).toBe('');
});

/** Decides the same about a label of every sample, whether a run proposed it or not. */
function everywhere(label: string, verdict: Verdict): void {
  const open = openArchive(archive);
  const keys = [...open.eachSample()].flat().map(({ key }) => key);
  open.decide(keys.map((sampleKey) => ({ sampleKey, label, verdict, who: 'Bo' })));
  open.close();
}
