import { matrix } from '@mmae/matrix';
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './temporary-folder.test.support.ts';
import { loadCheckpoint, saveCheckpoint } from './checkpoint.ts';

const temporary = temporaryFolder();
const pathOf = (name: string) => join(temporary(), name);
const checkpoint = (epoch: number) => ({
  model: { 'encoder/kernel': { shape: [1, 2, 2], data: Float32Array.of(1, 2, 3, epoch) } },
  optimizer: { step: { shape: [], data: Int32Array.of(epoch) }, moment: matrix(1, 2, Float32Array.of(epoch, -epoch)) },
  state: { epoch },
});
const save = async (...epochs: number[]) => {
  for (const epoch of epochs) await saveCheckpoint(temporary(), checkpoint(epoch));
};
const loadedEpoch = async () => ((await loadCheckpoint(temporary()))!.state as { epoch: number }).epoch;

function flipBit(path: string): void {
  const bytes = readFileSync(path);
  bytes[bytes.length - 1] ^= 1;
  writeFileSync(path, bytes);
}

test('the last checkpoint is loaded: tensors of any shape and type, and the state', async () => {
  await save(1, 2);
  const { model, optimizer, state, passedOver } = (await loadCheckpoint(temporary()))!;
  expect(model['encoder/kernel']).toEqual(checkpoint(2).model['encoder/kernel']);
  expect(optimizer.step).toEqual({ shape: [], data: Int32Array.of(2) });
  expect(optimizer.moment).toEqual({ shape: [1, 2], data: Float32Array.of(2, -2) });
  expect({ state, passedOver }).toEqual({ state: { epoch: 2 }, passedOver: [] });
});

test('without a checkpoint, the result is undefined', async () => {
  expect(await loadCheckpoint(temporary())).toBeUndefined();
});

test.each(['model.safetensors', 'optimizer.safetensors', 'state.json'])(
  'with a flipped bit in %s the earlier one is loaded, and the reason given',
  async (file) => {
    await save(1, 2);
    flipBit(pathOf(`checkpoint/${file}`));
    expect(await loadedEpoch()).toBe(1);
    expect((await loadCheckpoint(temporary()))!.passedOver).toEqual([expect.stringContaining(`checkpoint/${file} with sha-256`)]);
  },
);

test('two damaged checkpoints are an error that names both', async () => {
  await save(1, 2);
  flipBit(pathOf('checkpoint/state.json'));
  truncateSync(pathOf('checkpoint.previous/model.safetensors'), 20);
  await expect(loadCheckpoint(temporary())).rejects.toThrow(
    /expected a complete checkpoint[^]*checkpoint\/state.json[^]*checkpoint.previous\/model.safetensors/,
  );
});

test('a checkpoint without checksums is incomplete, and passed over', async () => {
  await save(1, 2);
  rmSync(pathOf('checkpoint/checksums.json'));
  expect(await loadedEpoch()).toBe(1);
});

describe('interrupted', () => {
  test('while the first checkpoint is written: there is none', async () => {
    mkdirSync(pathOf('checkpoint.next'));
    writeFileSync(pathOf('checkpoint.next/model.safetensors'), 'half');
    expect(await loadCheckpoint(temporary())).toBeUndefined();
    await save(1);
    expect(await loadedEpoch()).toBe(1);
  });

  test('while the next one is written: the previous one is loaded, and the next save cleans up', async () => {
    await save(1, 2);
    mkdirSync(pathOf('checkpoint.next'));
    writeFileSync(pathOf('checkpoint.next/model.safetensors'), 'half');
    expect(await loadedEpoch()).toBe(2);
    await save(3);
    expect(await loadedEpoch()).toBe(3);
  });

  test('between the two renames: the next one is complete, and loaded', async () => {
    await save(1, 2);
    cpSync(pathOf('checkpoint'), pathOf('checkpoint.next'), { recursive: true });
    rmSync(pathOf('checkpoint.previous'), { recursive: true });
    renameSync(pathOf('checkpoint'), pathOf('checkpoint.previous'));
    flipBit(pathOf('checkpoint.previous/state.json'));
    expect(await loadedEpoch()).toBe(2);
  });
});

test('a checkpoint that cannot be written leaves the earlier one unchanged', async () => {
  await save(1);
  const state = { epoch: 2, big: 1n };
  await expect(saveCheckpoint(temporary(), { ...checkpoint(2), state })).rejects.toThrow(TypeError);
  expect(await loadedEpoch()).toBe(1);
});
