import { workOn } from './work.ts';

test('tasks are worked on in their order, as many at a time as asked', async () => {
  const started: number[] = [];
  let [atOnce, most] = [0, 0];
  const left = await workOn([0, 1, 2, 3, 4, 5, 6], 3, async (task) => {
    started.push(task);
    most = Math.max(most, (atOnce += 1));
    await new Promise(setImmediate);
    atOnce -= 1;
  });
  expect([started, most, left]).toEqual([[0, 1, 2, 3, 4, 5, 6], 3, []]);
});

test('after the time is over no further task is started, but after a failure the others are', async () => {
  const done: number[] = [];
  const work = async (task: number) => void done.push(task);
  expect(await workOn([0, 1, 2], 1, work, () => done.length === 2)).toEqual([2]);
  const failing = async (task: number) => {
    await work(task);
    throw new Error(`task ${task}`);
  };
  await expect(workOn([5, 6, 7, 8], 2, failing)).rejects.toThrow('task 5\ntask 6\ntask 7\ntask 8');
  expect(done).toEqual([0, 1, 5, 6, 7, 8]);
});
