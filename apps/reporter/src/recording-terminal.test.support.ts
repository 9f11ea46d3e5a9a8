import { terminalOn, type Sink, type Terminal } from './terminal.ts';

/** A terminal that keeps what a command writes, as it would reach a terminal. */
export function recordingTerminal(): Terminal & { readonly written: { out: string; error: string } } {
  const written = { out: '', error: '' };
  const into = (stream: keyof typeof written): Sink => ({ write: (text) => (written[stream] += text), on: () => undefined });
  return { written, ...terminalOn(into('out'), into('error')) };
}
