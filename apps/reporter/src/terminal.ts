import { toPrintable } from '@mmae/input';

/** Where a command writes: results to stdout, everything that people read to stderr. */
export interface Terminal {
  out(text: string): void;
  error(text: string): void;
}

/** What a terminal needs of a stream. */
export interface Sink {
  write(text: string): unknown;
  on(event: 'error', listener: (error: NodeJS.ErrnoException) => void): unknown;
}

/**
 * A terminal on two streams. Whatever ids, labels, paths and texts hold, control characters are written out (`\u001b`), JSON stays the same
 * JSON; a reader who closes the pipe early (`| head -1`) ends nothing but the output.
 */
export function terminalOn(stdout: Sink, stderr: Sink): Terminal {
  const writeTo = (sink: Sink) => {
    let isClosed = false;
    sink.on('error', (error) => {
      if (error.code !== 'EPIPE') throw error;
      isClosed = true;
    });
    return (text: string) => {
      if (!isClosed) sink.write(toPrintable(text));
    };
  };
  return { out: writeTo(stdout), error: writeTo(stderr) };
}
