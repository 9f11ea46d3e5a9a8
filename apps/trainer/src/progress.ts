/** Tells a person at a terminal how far long work is: one line that is rewritten there, a line now and then in a log. */
export interface Progress {
  /** a line that stays */
  say(line: string): void;
  /** the line that changes as work goes on */
  update(line: string): void;
}

const logIntervalMs = 5000;

/** Progress on a stream, stderr as a rule: stdout has results only. */
export function progressOn(stream: NodeJS.WriteStream): Progress {
  let open = false;
  let lastMs = -Infinity;
  return {
    say(line) {
      stream.write(`${open ? '\r\x1b[K' : ''}${line}\n`);
      open = false;
    },
    update(line) {
      if (stream.isTTY) {
        stream.write(`\r\x1b[K${line.slice(0, (stream.columns ?? 80) - 1)}`);
        open = true;
      } else if (performance.now() - lastMs >= logIntervalMs) {
        stream.write(`${line}\n`);
        lastMs = performance.now();
      }
    },
  };
}

/** Seconds for people: "42 s", "3 min 5 s", "2 h 10 min". */
export function toDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
