import { jest } from '@jest/globals';
import { RunFolderError } from '@mmae/run-folder';
import { ManifestError } from '@mmae/samples';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { exitCodeOf } from './exit-code.ts';
import { UsageError } from './usage-error.ts';

let stderr: string;
beforeEach(() => {
  stderr = '';
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    stderr += String(text);
    return true;
  });
});
afterEach(() => jest.restoreAllMocks());

const failing = (error: unknown) => exitCodeOf(() => Promise.reject(error as Error));

test('0 for what is done, 2 with one sentence for input, 1 with a stack for our own failures', async () => {
  expect(await exitCodeOf(async () => undefined)).toBe(0);
  for (const error of [new UsageError('said'), new RunFolderError('said'), new RangeError('pca: expected 1, got 2')]) {
    stderr = '';
    expect(await failing(error)).toBe(2);
    expect(stderr).toBe(`${error.message}\n`);
  }
  stderr = '';
  expect(await failing(new TypeError('x is undefined'))).toBe(1);
  expect(stderr).toMatch(/TypeError: x is undefined\n +at /);
  expect(await failing(undefined)).toBe(1);
});

test('what the system refuses is input: the path and the reason, no stack', async () => {
  const refused = () => readFileSync('/none/at/all');
  expect(await exitCodeOf(async () => void refused())).toBe(2);
  expect(stderr).toBe(
    "expected access to /none/at/all, got ENOENT: no such file or directory, open '/none/at/all'. Give it, or name another.\n",
  );
});

test('no control character of a message reaches the terminal', async () => {
  await failing(new UsageError('got \x1b[31mRED\x1b[0m\x07'));
  await failing(new ManifestError('\x9b1A.csv', [{ line: 1, column: '\x1b[2J', value: '', rule: 'an id', remedy: '' }]));
  await failing(new Error('\x1b[2J'));
  expect(stderr).toContain('got \\u001b[31mRED\\u001b[0m\\u0007\n');
  // eslint-disable-next-line no-control-regex
  expect(stderr).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/);
});

test.each(['SIGINT', 'SIGTERM'] as const)('%s asks the command to end, and it does with 130', async (signal) => {
  const code = await exitCodeOf(async (interruption) => {
    process.emit(signal);
    process.emit(signal); // as npx sends it again
    interruption.throwIfAborted();
  });
  expect(code).toBe(130);
  expect(stderr).toBe('\ninterrupted: ending after the work in hand; once more ends it at once\n');
  expect(process.listenerCount(signal)).toBe(0);
});

test('an error that comes with an interruption is still told', async () => {
  const code = await exitCodeOf(async () => {
    process.emit('SIGINT');
    throw new UsageError('said');
  });
  expect([code, stderr.endsWith('said\n')]).toEqual([2, true]);
});

test.each([
  ['stdout', ['--help'], 0],
  ['stderr', ['none-such', '--data', 'x'], 2],
] as const)('a reader of %s that has enough, as head has, is no failure', async (stream, args, code) => {
  const command = fileURLToPath(new URL('../bin/mmae-train.js', import.meta.url));
  const child = spawn(process.execPath, [command, ...args], {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child[stream].destroy();
  let rest = '';
  child[stream === 'stdout' ? 'stderr' : 'stdout'].on('data', (bytes: Buffer) => (rest += bytes.toString()));
  expect(await once(child, 'close')).toEqual([code, null]);
  expect(rest).toBe('');
});
