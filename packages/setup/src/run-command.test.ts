import { firstError, lastLine, runCommand } from './run-command.ts';

test('the reason for a failure is found where programs print it', () => {
  expect(firstError('In file a.cc:1:\nb.h:2:10: fatal error: c_api.h: No such file\n  2 | #include\ncompilation terminated.\n')).toBe(
    'b.h:2:10: fatal error: c_api.h: No such file',
  );
  expect(firstError('Killed\n')).toBe('Killed');
  expect(lastLine('WARNING: a\nERROR: no matching distribution.\n\n')).toBe('ERROR: no matching distribution');
});

test('a program that was killed and one that does not exist are told apart', async () => {
  const killed = await runCommand(process.execPath, ['-e', "process.kill(process.pid, 'SIGKILL'); setTimeout(() => {}, 1e4)"]);
  expect(killed).toMatchObject({ status: -1, stderr: 'killed by SIGKILL' });
  expect(await runCommand('no-such-program', [])).toMatchObject({ status: -1, stderr: expect.stringContaining('ENOENT') });
});
