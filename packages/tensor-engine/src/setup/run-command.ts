import { execFile } from 'node:child_process';

/** What a finished command left: its exit status, or −1 where it could not be started, and what it said. */
export interface CommandResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program with arguments as they are, no shell between, and waits for its end; it does not outlive this process. */
export function runCommand(program: string, args: readonly string[]): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = execFile(program, args, { maxBuffer: 64 * 2 ** 20 }, (error, stdout, stderr) => {
      process.removeListener('exit', stop);
      const status = error ? (typeof error.code === 'number' ? error.code : -1) : 0;
      const reason = error?.signal ? `it was ended by ${error.signal}` : (error?.message ?? '');
      resolve({ status, stdout, stderr: stderr || reason });
    });
    const stop = () => child.kill();
    process.once('exit', stop);
  });
}

/** The last line that says something: where pip, npm and tar put the reason; without its full stop. */
export function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1)!.trim().replace(/\.$/, '');
}

/** The first line that names an error, where compilers put the reason; else the last line. */
export function firstError(text: string): string {
  return (
    text
      .split('\n')
      .find((line) => /error:/i.test(line))
      ?.trim() ?? lastLine(text)
  );
}
