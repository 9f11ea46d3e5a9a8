import * as tf from '@tensorflow/tfjs-core';
import { engineNames, engineStatus, startEngine } from '../index.ts';

test('a started engine is the one that tensors live on', async () => {
  expect(await startEngine('wasm')).toMatchObject({ name: 'wasm', description: expect.stringContaining('SIMD') });
  expect(tf.getBackend()).toBe('wasm');
  expect((await startEngine('cpu')).name).toBe('cpu');
  expect(tf.getBackend()).toBe('cpu');
});

test('the status names every engine in the order of auto, and marks the one that auto takes', async () => {
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

test('an unknown engine is refused by name', async () => {
  await expect(startEngine('cuda' as 'cpu')).rejects.toThrow(
    'startEngine: expected one of auto, tensorflow, webgpu, wasm, cpu, got "cuda"',
  );
});

test('nothing of the engines listens for the errors of the process', async () => {
  const before = process.listenerCount('uncaughtException');
  await startEngine('wasm');
  expect(process.listenerCount('uncaughtException')).toBe(before);
});
