import { execFile } from 'node:child_process';

/** The exit status of a program, −1 if it could not be started or was killed, and its output. */
export interface CommandResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program without a shell and waits until it ends. It is killed when this process ends. */
export function runCommand(program: string, args: readonly string[]): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = execFile(program, args, { maxBuffer: 64 * 2 ** 20 }, (error, stdout, stderr) => {
      process.removeListener('exit', stop);
      const status = error ? (typeof error.code === 'number' ? error.code : -1) : 0;
      const reason = error?.signal ? `killed by ${error.signal}` : (error?.message ?? '');
      resolve({ status, stdout, stderr: stderr || reason });
    });
    const stop = () => child.kill();
    process.once('exit', stop);
  });
}

/** The last line that is not empty, without its full stop: pip, npm and tar put the reason there. */
export function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1)!.trim().replace(/\.$/, '');
}

/** The first line with "error:", where compilers put the reason; else the last line. */
export function firstError(text: string): string {
  return (
    text
      .split('\n')
      .find((line) => /error:/i.test(line))
      ?.trim() ?? lastLine(text)
  );
}
