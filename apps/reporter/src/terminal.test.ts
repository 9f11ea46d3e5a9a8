import { EventEmitter } from 'node:events';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { terminalOn } from './terminal.ts';

/** A stream that keeps what it is given. */
class Kept extends EventEmitter {
  text = '';
  write(text: string) {
    this.text += text;
  }
}

test('control characters and marks of direction reach no terminal, JSON stays the same JSON', () => {
  const [stdout, stderr] = [new Kept(), new Kept()];
  const terminal = terminalOn(stdout, stderr);
  const label = '\u001b[31mred\u001b[0m \u009b2J \u202egnp.exe \r\u0007';
  terminal.out(`${label}\tü 狐\n`);
  expect(stdout.text).toBe('\\u001b[31mred\\u001b[0m \\u009b2J \\u202egnp.exe \\u000d\\u0007\tü 狐\n');
  terminal.error(`${JSON.stringify({ label })}\n`);
  expect(JSON.parse(stderr.text)).toEqual({ label });
  for (const raw of ['\u001b', '\u009b', '\u202e']) expect(stderr.text).not.toContain(raw);
});

test('a pipe that was closed takes nothing more, and another failure is not hidden', () => {
  const [stdout, stderr] = [new Kept(), new Kept()];
  const terminal = terminalOn(stdout, stderr);
  terminal.out('one\n');
  stdout.emit('error', Object.assign(new Error('closed'), { code: 'EPIPE' }));
  terminal.out('two\n');
  expect(stdout.text).toBe('one\n');
  expect(() => stderr.emit('error', Object.assign(new Error('full'), { code: 'ENOSPC' }))).toThrow('full');
});

test('a reader who leaves after the first line ends the command quietly', async () => {
  const command = spawn(process.execPath, [fileURLToPath(new URL('../bin/mmae-report.js', import.meta.url)), '--help'], {
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  command.stdout.destroy();
  let complaints = '';
  command.stderr.on('data', (bytes) => (complaints += bytes));
  const [code] = await new Promise<unknown[]>((resolve) => command.on('close', (...ended) => resolve(ended)));
  expect([code, complaints]).toEqual([0, '']);
});
