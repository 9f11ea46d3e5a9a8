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
      resolve({ status, stdout, stderr: stderr || (error?.message ?? '') });
    });
    const stop = () => child.kill();
    process.once('exit', stop);
  });
}

/** The last line that says something: where compilers and pip put the reason. */
export function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1)!.trim();
}
