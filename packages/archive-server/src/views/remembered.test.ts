import { remembered } from './remembered.ts';

function counted(pause?: number) {
  const state = { version: 1, numReads: 0 };
  const read = remembered(
    () => state.version,
    () => [state.version, ++state.numReads],
    pause,
  );
  return { state, read };
}

test('a value is read again only after a change', async () => {
  const { state, read } = counted(0);
  expect([await read(), await read()]).toEqual([
    [1, 1],
    [1, 1],
  ]);
  state.version = 2;
  expect([await read(), await read()]).toEqual([
    [2, 2],
    [2, 2],
  ]);
});

test('many that ask while it changes wait for one reading, which is of the last change', async () => {
  const { state, read } = counted(50);
  await read();
  state.version = 2;
  const waiting = Array.from({ length: 100 }, () => read());
  state.version = 3;
  expect(await Promise.all([...waiting, read()])).toEqual(Array(101).fill([3, 2]));
});

test('a reading that fails is an error for those that wait, and the next one is tried', async () => {
  let isBroken = true;
  let version = 1;
  const read = remembered(
    () => version,
    () => {
      if (isBroken && version > 1) throw new Error('broken');
      return version;
    },
    1,
  );
  expect(await read()).toBe(1);
  version = 2;
  await expect(read()).rejects.toThrow('broken');
  isBroken = false;
  expect(await read()).toBe(2);
});
