import type { OutputStreams } from './streams.ts';

/** Streams that keep what a command writes: results in `out`, all else in `error`. */
export function recordingStreams(): OutputStreams & { readonly written: { out: string; error: string } } {
  const written = { out: '', error: '' };
  return {
    written,
    stdout: { write: (text) => void (written.out += text) },
    stderr: { write: (text) => void (written.error += text) },
  };
}
