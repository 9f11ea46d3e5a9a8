import { remembered } from './remembered.ts';

test('a value is read again only after a change', () => {
  let [version, numReads] = [1, 0];
  const read = remembered(
    () => version,
    () => [version, ++numReads],
  );
  expect([read(), read()]).toEqual([
    [1, 1],
    [1, 1],
  ]);
  version = 0;
  expect([read(), read()]).toEqual([
    [0, 2],
    [0, 2],
  ]);
});
