import { memoryBudget } from './memory-budget.ts';

/** Lets everything that can begin do so. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('what does not fit waits until enough was given back, and nobody overtakes', async () => {
  const budget = memoryBudget(100);
  const begun: string[] = [];
  const begin = (name: string, bytes: number) => budget.reserve(bytes).then((release) => (begun.push(name), release));
  const [first, second, large, small] = [begin('first', 60), begin('second', 40), begin('large', 80), begin('small', 10)];
  await settled();
  expect(begun).toEqual(['first', 'second']); // 100 of 100
  (await first)();
  await settled();
  expect(begun).toEqual(['first', 'second']); // 60 are free: 'small' would fit
  (await second)();
  await settled();
  expect(begun).toEqual(['first', 'second', 'large', 'small']);
  (await large)();
  (await small)();
  (await budget.reserve(100))();
});

test('many tasks of any size never hold more than there is, and all of them have their turn', async () => {
  const budget = memoryBudget(1000);
  let [held, most] = [0, 0];
  const sizes = Array.from({ length: 200 }, (_, i) => (Math.imul(i + 1, 2_654_435_761) >>> 0) % 1001);
  await Promise.all(
    sizes.map(async (bytes) => {
      const release = await budget.reserve(bytes);
      held += bytes;
      most = Math.max(most, held);
      await settled();
      held -= bytes;
      release();
    }),
  );
  expect(most).toBeGreaterThan(500);
  expect(most).toBeLessThanOrEqual(1000);
  expect(held).toBe(0);
});

test('more than there is in all is refused at once', async () => {
  await expect(memoryBudget(100).reserve(101)).rejects.toThrow('memoryBudget: expected at most 100 bytes, got 101');
});
