import { startEngine } from '@mmae/tensor-engine';
import { train, type Progress } from '../index.ts';
import { demandingOptions, demandingRequest } from './demanding.test.helper.ts';

test('progress has the stage, network, epoch, step, losses, speed and time left', async () => {
  await startEngine('wasm');
  const steps: Progress[] = [];
  await train({ ...demandingRequest, options: demandingOptions, onProgress: (progress) => void steps.push(progress) });
  // 3 batches per epoch, two epochs, two networks; then 2 batches, two epochs
  expect(steps.map(({ step }) => step)).toEqual(Array.from({ length: 16 }, (_, i) => i + 1));
  expect(
    steps.filter(({ endOfEpoch }) => endOfEpoch).map(({ epoch, stage, network, networkEpoch }) => [epoch, stage, network, networkEpoch]),
  ).toEqual([
    [1, 'shared', 1, 1],
    [2, 'shared', 1, 2],
    [3, 'shared', 2, 1],
    [4, 'shared', 2, 2],
    [5, 'predict', 1, 1],
    [6, 'predict', 1, 2],
  ]);
  expect(Object.keys(steps[2].losses)).toEqual([
    'loss',
    'audio',
    'image',
    'text',
    'agreement',
    'variance',
    'covariance',
    'divergence',
    'gradientNorm',
  ]);
  expect(Object.keys(steps[2].validation!)).toContain('agreement');
  expect(Object.keys(steps[13].losses)).toEqual(['loss', 'codes', 'gradientNorm']);
  expect(steps[13].validation).toBeUndefined();
  expect(steps.every(({ samplesPerSecond }) => samplesPerSecond > 0)).toBe(true);
  expect(steps[15].secondsLeft).toBe(0);
  expect(steps[0].secondsLeft).toBeGreaterThan(steps[0].seconds);
});
