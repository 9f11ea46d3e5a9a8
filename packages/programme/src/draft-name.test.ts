import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { draftName, isAbandoned } from './draft-name.ts';

const onLinux = existsSync('/proc/self/stat') ? test : test.skip;

test('a draft of this process is not abandoned; each has a name of its own', () => {
  expect(isAbandoned(draftName())).toBe(false);
  expect(draftName()).not.toBe(draftName());
});

test('a draft of a process that has ended is', () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  expect(isAbandoned(draftName().replace(`-${process.pid}-`, `-${pid}-`))).toBe(true);
});

onLinux('a draft of an earlier process with the same id is', () => {
  expect(isAbandoned(draftName().replace(/^(\.partial-\d+)-\d+/, '$1-1'))).toBe(true);
});

test('a draft of another machine, and any other name, is not', () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  expect(isAbandoned(`${draftName().replace(`-${process.pid}-`, `-${pid}-`)}-elsewhere`)).toBe(false);
  expect(isAbandoned('news-12345678')).toBe(false);
});
