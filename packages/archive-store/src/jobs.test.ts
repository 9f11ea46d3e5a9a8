import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Job } from './jobs.ts';
import { openDatabase } from './database.ts';
import { withArchive } from './fixtures.test.support.ts';

const job = (given: Partial<Job> = {}): Job => ({
  kind: 'index',
  state: 'running',
  numDone: 3,
  numTotal: 10,
  startedAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:01:00.000Z',
  ...given,
});

test('the last state of each job is kept, the newest first', () =>
  withArchive((archive) => {
    const older = job({ kind: 'add', state: 'failed', message: 'disk', startedAt: '2025-01-01T00:00:00.000Z' });
    for (const each of [job({ numDone: 1 }), older, job()]) archive.putJob(each);
    expect(archive.jobs()).toEqual([job(), older]);
  }));

test('a job whose process has ended is interrupted, one of another machine is not', () =>
  withArchive((archive, folder) => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    const db = openDatabase(join(folder, 'archive.sqlite'));
    archive.putJob(job());
    db.write(() => db.run('UPDATE jobs SET pid = ?', pid));
    expect(archive.jobs()).toEqual([job({ state: 'interrupted' })]);
    db.write(() => db.run(`UPDATE jobs SET host = 'elsewhere'`));
    expect(archive.jobs()).toEqual([job()]);
    db.close();
  }));

test('only the newest 50 are kept', () =>
  withArchive((archive) => {
    for (let i = 0; i < 60; i++) archive.putJob(job({ startedAt: new Date(i * 1000).toISOString() }));
    expect(archive.jobs().map(({ startedAt }) => Date.parse(startedAt) / 1000)).toEqual(Array.from({ length: 50 }, (_, i) => 59 - i));
  }));
