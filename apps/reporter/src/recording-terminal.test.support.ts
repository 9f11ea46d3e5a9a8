import type { Terminal } from './terminal.ts';

/** A terminal that keeps what a command writes. */
export function recordingTerminal(): Terminal & { readonly written: { out: string; error: string } } {
  const written = { out: '', error: '' };
  return {
    written,
    out: (text) => void (written.out += text),
    error: (text) => void (written.error += text),
  };
}
