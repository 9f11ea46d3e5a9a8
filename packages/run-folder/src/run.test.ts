import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { temporaryFolder } from './temporary-folder.test.support.ts';
import { appendMetrics, closeRun, createRun, readConfig, readMetrics, resumeRun, saveSkipped } from './index.ts';
import { toWriteError } from './run-folder-error.ts';

const temporary = temporaryFolder();
const config = { experiment: { latentDim: 8 }, engine: 'wasm' };
const deadPid = spawnSync(process.execPath, ['-e', '']).pid;
const lockOf = (folder: string, lock: object) => writeFileSync(join(folder, 'lock.json'), JSON.stringify({ since: 'noon', ...lock }));

test('what createRun is given is what readConfig returns, with the version', async () => {
  const folder = join(temporary(), 'new/run');
  await createRun(folder, config);
  expect(await readConfig(folder)).toEqual({ ...config, formatVersion: 1 });
});

test('a folder that holds a run is refused, and so is one with anything else', async () => {
  const folder = temporary();
  await createRun(folder, config);
  await closeRun(folder);
  await expect(createRun(folder, config)).rejects.toThrow(
    `expected a folder without a run, got ${folder}, which holds one. Go on with it by --resume`,
  );
  expect(existsSync(join(folder, 'lock.json'))).toBe(false);
  await expect(createRun(join(folder, '..'), config)).rejects.toThrow('expected a new or empty folder');
});

test('a second trainer is refused while the first one holds the folder', async () => {
  const folder = temporary();
  await createRun(folder, config);
  await expect(resumeRun(folder)).rejects.toThrow(
    `takeLock: expected a folder that nobody trains in, got one held by process ${process.pid}`,
  );
  await closeRun(folder);
  expect(await resumeRun(folder)).toMatchObject(config);
});

test('the lock of a dead process is taken over, one of another machine is not', async () => {
  const folder = temporary();
  await createRun(folder, config);
  lockOf(folder, { pid: deadPid, host: 'elsewhere' });
  await expect(resumeRun(folder)).rejects.toThrow(`process ${deadPid} on elsewhere, since noon. It runs on another machine`);
  lockOf(folder, { pid: deadPid, host: hostname() });
  await resumeRun(folder);
  expect(JSON.parse(readFileSync(join(folder, 'lock.json'), 'utf8')).pid).toBe(process.pid);
});

test('closing leaves the lock of another trainer alone', async () => {
  const folder = temporary();
  await createRun(folder, config);
  lockOf(folder, { pid: deadPid, host: hostname() });
  await closeRun(folder);
  expect(existsSync(join(folder, 'lock.json'))).toBe(true);
});

test.each([
  ['no config.json', () => undefined, /expected a run folder, got no config.json in .*Name a folder that mmae-train wrote/],
  [
    'foreign',
    (file: string) => writeFileSync(file, '{"version": "1"}'),
    /expected "formatVersion" as a whole number from 1 in .*config.json, got undefined/,
  ],
  [
    'newer',
    (file: string) => writeFileSync(file, '{"formatVersion": 9}'),
    /"formatVersion" up to 1 in .*config.json, got 9. A newer MMAE wrote it/,
  ],
  ['truncated', (file: string) => writeFileSync(file, '{"formatVers'), /expected JSON in .*config.json, got 12 bytes/],
])('a folder that is %s is refused by name, rule and remedy', async (_, spoil, message) => {
  spoil(join(temporary(), 'config.json'));
  await expect(readConfig(temporary())).rejects.toThrow(message);
});

test('a flipped bit is noticed by its checksum', async () => {
  await createRun(temporary(), { seed: 1 });
  const file = join(temporary(), 'config.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace('"seed": 1', '"seed": 3'));
  await expect(readConfig(temporary())).rejects.toThrow(/config.json with sha-256 .*got .*The file was damaged or changed/);
});

describe('metrics', () => {
  const record = (epoch: number, loss: number) => ({ epoch, step: epoch * 10, seconds: epoch, loss, 'validation.loss': loss + 1 });

  test('come back in the order of epochs; of an epoch trained twice, the later', async () => {
    for (const line of [record(1, 4), record(2, 3), record(3, 2), record(2, 2.5)]) await appendMetrics(temporary(), line);
    expect(await readMetrics(temporary())).toEqual([record(1, 4), record(2, 2.5), record(3, 2)]);
  });

  test('a torn last line is left out, and cut off before the next', async () => {
    await appendMetrics(temporary(), record(1, 4));
    writeFileSync(join(temporary(), 'metrics.jsonl'), '{"epoch":2,"st', { flag: 'a' });
    expect(await readMetrics(temporary())).toEqual([record(1, 4)]);
    await appendMetrics(temporary(), record(2, 3));
    expect(await readMetrics(temporary())).toEqual([record(1, 4), record(2, 3)]);
  });

  test('a damaged line is named', async () => {
    writeFileSync(join(temporary(), 'metrics.jsonl'), '{"epoch":1,"loss":"2"}\n');
    await expect(readMetrics(temporary())).rejects.toThrow('with "epoch" on line 1 of');
  });

  test('a loss that is not finite is refused', async () => {
    await expect(appendMetrics(temporary(), record(1, NaN))).rejects.toThrow('got loss=NaN. Stop the training.');
  });

  test('are sealed when the run is closed, open again when it is resumed', async () => {
    const folder = temporary();
    await createRun(folder, config);
    await appendMetrics(folder, record(1, 4));
    await closeRun(folder);
    const file = join(folder, 'metrics.jsonl');
    const written = readFileSync(file, 'utf8');
    writeFileSync(file, written.replace('4', '7'));
    await expect(readMetrics(folder)).rejects.toThrow('metrics.jsonl with sha-256');
    writeFileSync(file, written);
    await resumeRun(folder);
    await appendMetrics(folder, record(2, 3));
    expect(await readMetrics(folder)).toHaveLength(2);
  });
});

test.each([
  ['ENOSPC', 'the disk is full. Free space and run the command again. What was there before is intact.'],
  ['EROFS', 'the disk is read-only. Name a folder on another disk.'],
  ['EACCES', 'there is no permission. Give write access'],
])('a write that fails by %s says what to do', (code, message) => {
  const cause = Object.assign(new Error('write'), { code });
  expect(String(toWriteError('saveX', 'runs/x/y.csv', cause))).toContain(`saveX: expected to write runs/x/y.csv, got ${code}: ${message}`);
});

test('a failure that is not of the disk passes through', () => {
  const cause = new TypeError('ours');
  expect(toWriteError('saveX', 'x', cause)).toBe(cause);
});

test('where a run cannot be made, the error says why, and a failed write leaves the earlier file', async () => {
  const [obstacle, skipped] = ['obstacle', 'skipped.csv'].map((name) => join(temporary(), name));
  writeFileSync(obstacle, '');
  await expect(createRun(join(obstacle, 'run'), config)).rejects.toThrow(
    /createRun: expected to write .*got ENOTDIR: a part of the path is a file/,
  );
  await saveSkipped(temporary(), []);
  const before = readFileSync(skipped, 'utf8');
  mkdirSync(`${skipped}.draft`);
  await expect(saveSkipped(temporary(), [{ id: 'a', modality: '', file: '', reason: '' }])).rejects.toThrow();
  expect(readFileSync(skipped, 'utf8')).toBe(before);
});
