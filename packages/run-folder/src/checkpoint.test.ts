import { matrix } from '@mmae/matrix';
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './temporary-folder.test.support.ts';
import { loadCheckpoint, saveCheckpoint } from './index.ts';

const temporary = temporaryFolder();
const place = (name: string) => join(temporary(), name);
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

test('what was saved last comes back: tensors of any shape and type, and the state', async () => {
  await save(1, 2);
  const { model, optimizer, state, passedOver } = (await loadCheckpoint(temporary()))!;
  expect(model['encoder/kernel']).toEqual(checkpoint(2).model['encoder/kernel']);
  expect(optimizer.step).toEqual({ shape: [], data: Int32Array.of(2) });
  expect(optimizer.moment).toEqual({ shape: [1, 2], data: Float32Array.of(2, -2) });
  expect({ state, passedOver }).toEqual({ state: { epoch: 2 }, passedOver: [] });
});

test('none was written: undefined', async () => {
  expect(await loadCheckpoint(temporary())).toBeUndefined();
});

test.each(['model.safetensors', 'optimizer.safetensors', 'state.json'])(
  'with a flipped bit in %s the earlier one is taken, and said',
  async (file) => {
    await save(1, 2);
    flipBit(place(`checkpoint/${file}`));
    expect(await loadedEpoch()).toBe(1);
    expect((await loadCheckpoint(temporary()))!.passedOver).toEqual([expect.stringContaining(`checkpoint/${file} with sha-256`)]);
  },
);

test('two that are damaged are an error that names both', async () => {
  await save(1, 2);
  flipBit(place('checkpoint/state.json'));
  truncateSync(place('checkpoint.previous/model.safetensors'), 20);
  await expect(loadCheckpoint(temporary())).rejects.toThrow(
    /expected a complete checkpoint[^]*checkpoint\/state.json[^]*checkpoint.previous\/model.safetensors/,
  );
});

test('one without its mark is not finished and is not taken', async () => {
  await save(1, 2);
  rmSync(place('checkpoint/checksums.json'));
  expect(await loadedEpoch()).toBe(1);
});

describe('cut off', () => {
  test('while the first one is written: there is none yet', async () => {
    mkdirSync(place('checkpoint.next'));
    writeFileSync(place('checkpoint.next/model.safetensors'), 'half');
    expect(await loadCheckpoint(temporary())).toBeUndefined();
    await save(1);
    expect(await loadedEpoch()).toBe(1);
  });

  test('while the next one is written: the latest counts, and the next save clears up', async () => {
    await save(1, 2);
    mkdirSync(place('checkpoint.next'));
    writeFileSync(place('checkpoint.next/model.safetensors'), 'half');
    expect(await loadedEpoch()).toBe(2);
    await save(3);
    expect(await loadedEpoch()).toBe(3);
  });

  test('between the two renames: the next one is complete and counts', async () => {
    await save(1, 2);
    cpSync(place('checkpoint'), place('checkpoint.next'), { recursive: true });
    rmSync(place('checkpoint.previous'), { recursive: true });
    renameSync(place('checkpoint'), place('checkpoint.previous'));
    flipBit(place('checkpoint.previous/state.json'));
    expect(await loadedEpoch()).toBe(2);
  });
});

test('a checkpoint that cannot be written leaves the earlier one as it was', async () => {
  await save(1);
  const state = { epoch: 2, big: 1n };
  await expect(saveCheckpoint(temporary(), { ...checkpoint(2), state })).rejects.toThrow(TypeError);
  expect(await loadedEpoch()).toBe(1);
});
