import { toPrintable } from '@mmae/input';

/** What a command needs of a stream that it writes to; `process.stdout` is one. */
export interface OutputStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
  on?(event: 'error', listener: (error: NodeJS.ErrnoException) => void): unknown;
  listeners?(event: 'error'): unknown[];
}

/** Results go to `stdout`, everything else that a person reads to `stderr`. `process` has both. */
export interface OutputStreams {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
}

/** Lets a reader such as `head` close the pipe early: further output is dropped, and the command continues. */
export function ignoreClosedPipes({ stdout, stderr }: OutputStreams): void {
  for (const stream of [stdout, stderr]) {
    if (stream.listeners?.('error').includes(ignoreClosedPipe)) continue;
    stream.on?.('error', ignoreClosedPipe);
  }
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') throw error;
}

/** One row of a tab-separated table on stdout. Tabs and line breaks in a cell become spaces, other control characters are escaped. */
export const toTableRow = (cells: readonly string[]): string =>
  `${cells.map((cell) => toPrintable(cell.replaceAll(/[\t\r\n]/g, ' '))).join('\t')}\n`;
