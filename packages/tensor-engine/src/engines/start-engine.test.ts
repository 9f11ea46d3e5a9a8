// Starts those of `wasm-and-cpu.ts`, in the order of `engine.ts`; what TensorFlow runs through `tensorflow-backend.ts` is tested with Adam.
import * as tf from '@tensorflow/tfjs-core';
import { engineNames, engineStatus, startEngine } from '../index.ts';

test('tensors are created on the engine started last', async () => {
  expect(await startEngine('wasm')).toMatchObject({ name: 'wasm', description: expect.stringContaining('SIMD') });
  expect(tf.getBackend()).toBe('wasm');
  expect((await startEngine('cpu')).name).toBe('cpu');
  expect(tf.getBackend()).toBe('cpu');
});

test('the status lists every engine in the order of auto, and marks the one that auto chooses', async () => {
  await startEngine('cpu');
  const statuses = await engineStatus();
  expect(statuses.map(({ name }) => name)).toEqual(engineNames);
  expect(tf.getBackend()).toBe('cpu');
  expect((await startEngine('auto')).name).toBe(statuses.find(({ isAuto }) => isAuto)!.name);
  for (const { available, description, remedy } of statuses) {
    expect(description).not.toBe('');
    expect(remedy === '').toBe(available);
  }
});

test('an unknown engine is refused', async () => {
  await expect(startEngine('cuda' as 'cpu')).rejects.toThrow(
    'startEngine: expected one of auto, tensorflow, webgpu, wasm, cpu, got "cuda".',
  );
});

test('no engine listens for uncaught errors of the process', async () => {
  const before = process.listenerCount('uncaughtException');
  await startEngine('wasm');
  expect(process.listenerCount('uncaughtException')).toBe(before);
});
