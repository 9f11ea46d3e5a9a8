import { pooled } from './pooled.ts';

const ofThree = { shape: [2, 3, 2], data: [1, 2, 3, 4, 5, 9, 10, 20, 30, 40, 50, 60] };

test('means count what the mask leaves', () => {
  const output = { name: 'y', pooling: 'mean', unitLength: false } as const;
  expect([...pooled(ofThree, output).data]).toEqual([3, 5, 30, 40]);
  expect([...pooled(ofThree, output, [1, 1, 0, 0, 0, 1]).data]).toEqual([2, 3, 50, 60]);
});

test('the first of a length, the mean of an area, and rows as they are', () => {
  expect([...pooled(ofThree, { name: 'y', pooling: 'first', unitLength: false }).data]).toEqual([1, 2, 10, 20]);
  const area = { shape: [1, 2, 2, 2], data: [1, 2, 3, 6, 0, 0, 0, 4] };
  expect([...pooled(area, { name: 'y', pooling: 'mean', unitLength: false }).data]).toEqual([3, 1]);
  const rows = pooled({ shape: [2, 2], data: [3, 4, 0, 0] }, { name: 'y', pooling: 'none', unitLength: true });
  expect(rows.data[0]).toBeCloseTo(0.6);
  expect([...rows.data.slice(1)]).toEqual([Math.fround(0.8), 0, 0]);
});

test('an output of another shape is refused', () => {
  expect(() => pooled(ofThree, { name: 'y', pooling: 'none', unitLength: false })).toThrow(
    'pooled: expected an output of shape [batch, width] for the pooling none, got [2, 3, 2]. Correct "output.pooling" of the description.',
  );
});
