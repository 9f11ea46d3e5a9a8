import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { temporaryFolder } from './temporary-folder.test.support.ts';
import { appendMetrics, cutMetrics, readMetrics } from './metrics.ts';
import { toReadError, toWriteError } from './run-folder-error.ts';
import { amendConfig, closeRun, createRun, leaveRun, readConfig, resumeRun } from './run.ts';

const temporary = temporaryFolder();
const config = { experiment: { latentDim: 8 }, engine: 'wasm' };
const deadPid = spawnSync(process.execPath, ['-e', '']).pid;
const lockOf = (folder: string, lock: object) => writeFileSync(join(folder, 'lock.json'), JSON.stringify({ since: 'noon', ...lock }));

test('readConfig returns what createRun wrote, with the version', async () => {
  const folder = join(temporary(), 'new/run');
  await createRun(folder, config);
  expect(await readConfig(folder)).toEqual({ ...config, formatVersion: 1 });
});

test('a folder with a run, or with anything else, is refused', async () => {
  const folder = temporary();
  await createRun(folder, config);
  await closeRun(folder);
  await expect(createRun(folder, config)).rejects.toThrow(
    `expected a folder without a run, got ${folder}, which contains one. Resume it with --resume`,
  );
  expect(existsSync(join(folder, 'lock.json'))).toBe(false);
  await expect(createRun(join(folder, '..'), config)).rejects.toThrow('expected a new or empty folder');
});

test('a second trainer is refused while the first one holds the lock', async () => {
  const folder = temporary();
  await createRun(folder, config);
  await expect(resumeRun(folder)).rejects.toThrow(
    `takeLock: expected a folder without a running training, got one locked by process ${process.pid}`,
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

test('a lock with the id of this process, but older than the process, is stale', async () => {
  const folder = temporary();
  await createRun(folder, config);
  lockOf(folder, { pid: process.pid, host: hostname(), since: new Date(performance.timeOrigin - 1000).toISOString() });
  await expect(resumeRun(folder)).resolves.toMatchObject(config);
});

test('drafts of a killed process do not make a folder a run, and are removed on resumption', async () => {
  const folder = temporary();
  const draft = '.config.json.01234567-89ab-cdef-0123-456789abcdef.tmp';
  writeFileSync(join(folder, draft), '{"half');
  lockOf(folder, { pid: deadPid, host: hostname() });
  await createRun(folder, config);
  expect(readdirSync(folder).sort()).toEqual(['checksums.json', 'config.json', 'lock.json']);
  await leaveRun(folder);
  mkdirSync(join(folder, 'embeddings'));
  writeFileSync(join(folder, 'embeddings', draft), '');
  await resumeRun(folder);
  expect(readdirSync(join(folder, 'embeddings'))).toEqual([]);
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
])('a folder that is %s is refused by name, rule and remedy', async (_, damage, message) => {
  damage(join(temporary(), 'config.json'));
  await expect(readConfig(temporary())).rejects.toThrow(message);
});

test('a flipped bit is detected by the checksum', async () => {
  await createRun(temporary(), { seed: 1 });
  const file = join(temporary(), 'config.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace('"seed": 1', '"seed": 3'));
  await expect(readConfig(temporary())).rejects.toThrow(/config.json with sha-256 .*got .*The file was damaged or changed/);
});

describe('metrics', () => {
  const record = (epoch: number, loss: number) => ({ epoch, step: epoch * 10, seconds: epoch, loss, 'validation.loss': loss + 1 });

  test('are cut to the step from which a training is resumed, so that every epoch occurs once', async () => {
    expect(await cutMetrics(temporary(), 0)).toEqual([]);
    for (const line of [record(1, 4), record(2, 3), record(3, 2)]) await appendMetrics(temporary(), line);
    expect(await cutMetrics(temporary(), 25)).toEqual([record(1, 4), record(2, 3)]);
    await appendMetrics(temporary(), record(3, 2));
    const lines = readFileSync(join(temporary(), 'metrics.jsonl'), 'utf8').trim().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual([record(1, 4), record(2, 3), record(3, 2)]);
  });

  test('an incomplete last line is ignored, and removed before the next', async () => {
    await appendMetrics(temporary(), record(1, 4));
    writeFileSync(join(temporary(), 'metrics.jsonl'), '{"epoch":2,"st', { flag: 'a' });
    expect(await readMetrics(temporary())).toEqual([record(1, 4)]);
    await appendMetrics(temporary(), record(2, 3));
    expect(await readMetrics(temporary())).toEqual([record(1, 4), record(2, 3)]);
  });

  test('a damaged line is named', async () => {
    writeFileSync(join(temporary(), 'metrics.jsonl'), '{"epoch":1,"loss":"2"}\n');
    await expect(readMetrics(temporary())).rejects.toThrow('with "epoch" and "step" on line 1 of');
  });

  test('a loss that is not finite is refused', async () => {
    await expect(appendMetrics(temporary(), record(1, NaN))).rejects.toThrow('got loss=NaN. Stop the training.');
  });

  test('get a checksum when the run is closed, which is dropped when it is resumed', async () => {
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
  ['ENOSPC', 'the disk is full. Free space and run the command again. Earlier files are intact.'],
  ['EROFS', 'the disk is read-only. Name a folder on another disk.'],
  ['EACCES', 'there is no permission. Give write access'],
  ['EEXIST', 'a file has its name. Name another folder.'],
  ['EMEDIUMTYPE', 'write. Name another folder.'],
])('a write that fails with %s says what to do', (code, message) => {
  const cause = Object.assign(new Error('write'), { code });
  expect(String(toWriteError('saveX', 'runs/x/y.csv', cause))).toContain(`saveX: expected to write runs/x/y.csv, got ${code}: ${message}`);
});

test.each([
  ['ENOENT', 'it does not exist. Name a run folder that contains it'],
  ['EACCES', 'there is no permission. Give read access'],
  ['EISDIR', 'a folder has its name.'],
  ['EIO', 'read. Check the disk'],
])('a read that fails with %s says what to do', (code, message) => {
  const cause = Object.assign(new Error('read'), { code });
  expect(String(toReadError('loadX', 'runs/x/y.csv', cause))).toContain(`loadX: expected to read runs/x/y.csv, got ${code}: ${message}`);
});

test('an error that is not from the file system is returned unchanged', () => {
  const cause = new TypeError('not of the file system');
  expect([toWriteError('saveX', 'x', cause), toReadError('loadX', 'x', cause)]).toEqual([cause, cause]);
});

test('a run that cannot be created says why', async () => {
  const obstacle = join(temporary(), 'obstacle');
  writeFileSync(obstacle, '');
  await expect(createRun(join(obstacle, 'run'), config)).rejects.toThrow(
    /createRun: expected to write .*got ENOTDIR: a part of the path is a file/,
  );
});

test('a configuration gets further entries, and a new checksum', async () => {
  const folder = temporary();
  await createRun(folder, { seed: 3 });
  await amendConfig(folder, { leftOut: { audio: 'no row of the manifest has any' } });
  expect(await readConfig(folder)).toEqual({ seed: 3, formatVersion: 1, leftOut: { audio: 'no row of the manifest has any' } });
  await closeRun(folder);
});
