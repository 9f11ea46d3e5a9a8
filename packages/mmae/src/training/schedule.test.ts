import fc from 'fast-check';
import { resolveMmaeOptions } from '../options.ts';
import { batchRows, divergenceShareAt, epochsSinceBest, learningRateAt, numBatches, trainingLength } from './schedule.ts';

const { training, ...stage } = resolveMmaeOptions().stages.plain;

test('batches hold every row once, and their sizes differ by at most one', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 200 }), (numRows, batchSize) => {
      const order = Uint32Array.from({ length: numRows }, (_, i) => i);
      const count = numBatches(numRows, batchSize);
      const batches = Array.from({ length: count }, (_, index) => batchRows(order, index, count));
      const sizes = batches.map(({ length }) => length);
      expect(batches.flatMap((batch) => Array.from(batch))).toEqual(Array.from(order));
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    }),
  );
});

test('a small train table gets more epochs, up to minSteps', () => {
  expect(trainingLength({ ...training, epochs: 20, minSteps: 600 }, 3840)).toEqual({ numEpochs: 20, batchesPerEpoch: 30, numSteps: 600 });
  expect(trainingLength({ ...training, epochs: 20, minSteps: 600 }, 640)).toEqual({ numEpochs: 120, batchesPerEpoch: 5, numSteps: 600 });
  expect(trainingLength({ ...training, epochs: 20, minSteps: 600 }, 10)).toMatchObject({ batchesPerEpoch: 1, numSteps: 600 });
});

test('the learning rate warms up, then follows a cosine over the remaining steps, or falls at plateaus', () => {
  const at = (step: number, changed: object, losses: number[] = []) =>
    learningRateAt(step, { ...training, learningRate: 1, ...changed }, 110, losses);
  expect(at(0, { warmUpSteps: 10 })).toBeCloseTo(0.1, 6);
  expect(at(10, { warmUpSteps: 10 })).toBe(1);
  expect(at(60, { warmUpSteps: 10 })).toBeCloseTo(0.5, 6);
  expect(at(110, { warmUpSteps: 10 })).toBeCloseTo(0, 6);
  expect(at(50, { schedule: 'constant' })).toBe(1);
  expect(at(50, { schedule: 'plateau', plateauPatience: 1 }, [3, 2, 2])).toBe(1);
  expect(at(50, { schedule: 'plateau', plateauPatience: 1 }, [3, 2, 2, 2])).toBeCloseTo(0.1, 6);
});

test('the weight of the divergence rises over its warm-up, then stays', () => {
  const warming = { ...stage, training, objective: { ...stage.objective, divergenceWarmUpEpochs: 2 } };
  expect([0, 4, 9, 30].map((step) => divergenceShareAt(step, warming, 5))).toEqual([0.1, 0.5, 1, 1]);
  expect(divergenceShareAt(0, { ...stage, training }, 5)).toBe(1);
});

test('epochs are counted from the first of the lowest validation losses', () => {
  expect([[], [3], [3, 2], [3, 2, 4, 2]].map(epochsSinceBest)).toEqual([0, 0, 0, 2]);
});
