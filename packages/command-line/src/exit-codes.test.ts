import { InputError } from '@mmae/input';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { CommandFailure, describeFailure, toPathError } from './exit-codes.ts';

test('the class of an error decides the exit code, not its text', () => {
  class ManifestError extends InputError {}
  expect(describeFailure(new InputError('the message'))).toEqual({ exitCode: 2, message: 'the message' });
  expect(describeFailure(new ManifestError('the message'))).toEqual({ exitCode: 2, message: 'the message' });
  expect(describeFailure(new CommandFailure('the message'))).toEqual({ exitCode: 1, message: 'the message' });
  for (const error of [new RangeError('pca: expected 1, got 2'), new TypeError('x is undefined'), new Error('wrong')]) {
    const { exitCode, message } = describeFailure(error);
    expect([exitCode, message.split('\n')[0]]).toEqual([1, 'Internal error: please report this bug, with these lines:']);
    expect(message).toMatch(new RegExp(`\n${error.name}: ${error.message}\n +at `));
  }
  expect(describeFailure(undefined).exitCode).toBe(1);
});

describe('an error of the operating system for a path is bad input', () => {
  const folder = mkdtempSync(`${tmpdir()}/exit-codes-`);
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([
    [() => readFileSync('/none'), 'expected a file or folder at /none, got none: no such file or directory. Check the path.'],
    [() => readdirSync('/dev/null'), 'expected a folder in the path /dev/null, got a file. Check the path.'],
    [() => mkdtempSync('/none/x'), /^expected a file or folder at \/none\/x\w+, got none: no such file or directory/],
  ])('%s', (refused, message) => {
    expect(() => refusedAsInput(refused)).toThrow(message);
  });

  function refusedAsInput(refused: () => unknown): void {
    try {
      refused();
    } catch (error) {
      throw toPathError(error)!;
    }
  }

  test('a full disk is reported with or without its path; other errors are not bad input', () => {
    const full = Object.assign(new Error('full'), { code: 'ENOSPC', syscall: 'write' });
    expect(toPathError(full)?.message).toBe('expected space on the disk, got none left (ENOSPC). Free some, then run it again.');
    expect(toPathError(Object.assign(new Error('refused'), { code: 'ECONNREFUSED', syscall: 'connect' }))).toBeUndefined();
    expect(toPathError(new TypeError('x'))).toBeUndefined();
  });
});
