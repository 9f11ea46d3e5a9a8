import type { Job } from '@mmae/archive-store';
import { asJob } from './job.ts';

function recorder() {
  const jobs: Job[] = [];
  return { jobs, archive: { putJob: (job: Job) => void jobs.push(job) } };
}
const never = new AbortController().signal;
const states = (jobs: readonly Job[]) => jobs.map(({ state, numDone, numTotal, message }) => [state, numDone, numTotal, message]);

test('a job runs and is done; its last progress is kept', async () => {
  const { archive, jobs } = recorder();
  const result = await asJob(archive, 'add', never, async ({ update }) => {
    update({ numDone: 3, numTotal: 5 });
    update({ numDone: 5, numTotal: 5, message: 'last' });
    return 'result';
  });
  expect(result).toBe('result');
  expect(states(jobs)).toEqual([
    ['running', 0, undefined, undefined],
    ['done', 5, 5, 'last'],
  ]);
  expect(new Set(jobs.map(({ kind, startedAt }) => kind + startedAt)).size).toBe(1);
});

test('a job that fails says why', async () => {
  const { archive, jobs } = recorder();
  await expect(asJob(archive, 'index', never, () => Promise.reject(new Error('no disk')))).rejects.toThrow('no disk');
  expect(states(jobs).at(-1)).toEqual(['failed', 0, undefined, 'no disk']);
});

test('a job that a person ended is interrupted, with what was done', async () => {
  const { archive, jobs } = recorder();
  const controller = new AbortController();
  const work = asJob(archive, 'add', controller.signal, async ({ update }) => {
    update({ numDone: 2, numTotal: 9 });
    controller.abort(new Error('Ctrl-C'));
    controller.signal.throwIfAborted();
  });
  await expect(work).rejects.toThrow('Ctrl-C');
  expect(states(jobs).at(-1)).toEqual(['interrupted', 2, 9, undefined]);
});
