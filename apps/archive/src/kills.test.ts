// kill -9 of `mmae-archive add` and `index` at any moment: the archive is whole, and the same command completes it as if nothing had happened.
// MMAE_KILLS is the number of moments for each command, 50 for a measurement.
import { jest } from '@jest/globals';
import { openArchive, type Archive } from '@mmae/archive-store';
import { writePlantedRun } from '@mmae/embedder/planted-run.test.support';
import { saveTagCalibration } from '@mmae/tagging';
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contentsOf, readArchive } from './archive-folder.test.support.ts';

const numKills = Number(process.env.MMAE_KILLS ?? 2);
jest.setTimeout(600_000 + 60_000 * numKills);

const numItems = 1100; // two chunks of an index
const command = fileURLToPath(new URL('../bin/mmae-archive.js', import.meta.url));

let place: string;
let media: string;
let run: string;
beforeAll(async () => {
  place = realpathSync(mkdtempSync(join(tmpdir(), 'archive-kills-')));
  [media, run] = [join(place, 'media'), join(place, 'run')];
  for (const folder of [media, run]) mkdirSync(folder);
  for (let i = 0; i < numItems; i++) writeFileSync(join(media, `${i}.txt`), `${['ember', 'sea', 'sky brick'][i % 3]} ${i}`);
  await writePlantedRun(run);
  const curve = { scores: [0, 1], confidences: [0, 1] };
  await saveTagCalibration(run, { 'word:text': curve, 'label:text': curve });
});
afterAll(() => rmSync(place, { recursive: true }));

/** Runs the command, and kills it when `isTime`, which is asked every few milliseconds. @returns its exit code, null if it was killed */
function execute(args: readonly string[], isTime: () => boolean = () => false): Promise<number | null> {
  const env = { ...process.env, NODE_OPTIONS: '', MMAE_CACHE: join(place, 'cache') };
  const child = spawn(process.execPath, [command, ...args], { env, stdio: 'ignore' });
  const timer = setInterval(() => void (isTime() && child.kill('SIGKILL')), 2);
  child.on('exit', () => clearInterval(timer));
  return new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
}

/** Asks an archive that another process writes; false while there is none yet. */
function ask(archive: string, question: (open: Archive) => boolean): boolean {
  return existsSync(join(archive, 'archive.sqlite')) && tryRead(archive, question);
}

function tryRead(archive: string, question: (open: Archive) => boolean): boolean {
  try {
    return readArchive(archive, question);
  } catch {
    return false; // its tables are being made
  }
}

/** Opens an archive as the next command does. */
function problemsOf(archive: string): readonly string[] {
  const open = openArchive(archive, { create: true });
  try {
    return open.check();
  } finally {
    open.close();
  }
}

const moments = (last: number) => Array.from({ length: numKills }, (_, i) => Math.round((last * i) / Math.max(1, numKills - 1)));

test('add', async () => {
  const whole = join(place, 'whole');
  expect(await execute(['add', media, '--archive', whole])).toBe(0);
  const expected = contentsOf(whole);
  expect(expected.assets).toHaveLength(numItems);
  let numKilled = 0;
  for (const moment of moments(numItems - 2)) {
    const archive = join(place, `add ${moment}`);
    const code = await execute(['add', media, '--archive', archive], () => ask(archive, (open) => open.counts().numAssets >= moment));
    numKilled += Number(code === null);
    expect(problemsOf(archive)).toEqual([]);
    expect(await execute(['add', media, '--archive', archive])).toBe(0);
    expect(contentsOf(archive)).toEqual(expected);
    rmSync(archive, { recursive: true });
  }
  expect(numKilled).toBeGreaterThan(0);
});

test('index, with decisions before it', async () => {
  const added = join(place, 'added');
  expect(await execute(['add', media, '--archive', added])).toBe(0);
  const open = openArchive(added);
  const [samples] = [...open.eachSample()];
  open.decide(samples.map(({ key: sampleKey }) => ({ sampleKey, label: 'brick', verdict: 'reject', who: 'Ada' })));
  open.close();
  const whole = join(place, 'indexed');
  cpSync(added, whole, { recursive: true });
  expect(await execute(['index', run, '--archive', whole])).toBe(0);
  const expected = contentsOf(whole);
  let numKilled = 0;
  for (const moment of moments(60)) {
    const archive = join(place, `index ${moment}`);
    cpSync(added, archive, { recursive: true });
    let numSeen = 0; // that the job was running
    const code = await execute(['index', run, '--archive', archive], () => {
      numSeen += Number(ask(archive, (reader) => reader.jobs().some(({ kind, state }) => kind === 'index' && state === 'running')));
      return numSeen > moment;
    });
    numKilled += Number(code === null);
    expect(problemsOf(archive)).toEqual([]);
    expect(await execute(['index', run, '--archive', archive])).toBe(0);
    expect(contentsOf(archive)).toEqual(expected);
    rmSync(archive, { recursive: true });
  }
  expect(numKilled).toBeGreaterThan(0);
});
