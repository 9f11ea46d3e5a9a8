/** Where a command writes: results to stdout, everything that people read to stderr. */
export interface Terminal {
  out(text: string): void;
  error(text: string): void;
}

export const processTerminal: Terminal = {
  out: (text) => void process.stdout.write(text),
  error: (text) => void process.stderr.write(text),
};
