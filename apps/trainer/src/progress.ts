import { toPrintable } from '@mmae/input';

/** Tells a person at a terminal how far long work is: one line that is rewritten there, a line now and then in a log. */
export interface Progress {
  /** a line that stays */
  say(line: string): void;
  /** the line that changes as work goes on */
  update(line: string): void;
}

const logIntervalMs = 5000;

/** Back to the start of the line, and nothing after it. */
const clearLine = '\r\x1b[K';

/** Progress on a stream, stderr as a rule: stdout has results only. What a line holds, ids and paths too, cannot move the cursor. */
export function progressOn(stream: NodeJS.WriteStream): Progress {
  let open = false;
  let lastMs = -Infinity;
  return {
    say(line) {
      stream.write(`${open ? clearLine : ''}${toPrintable(line)}\n`);
      open = false;
    },
    update(line) {
      const printable = toPrintable(line.replaceAll(/[\n\t]/g, ' '));
      if (stream.isTTY) {
        stream.write(`${clearLine}${fitted(printable, (stream.columns || 80) - 1)}`);
        open = true;
      } else if (performance.now() - lastMs >= logIntervalMs) {
        stream.write(`${printable}\n`);
        lastMs = performance.now();
      }
    },
  };
}

const graphemes = new Intl.Segmenter();

/** What of a line fits into so many columns of a terminal; letters of East Asia and emoji take two. */
export function fitted(line: string, numColumns: number): string {
  let kept = '';
  let width = 0;
  for (const { segment } of graphemes.segment(line)) {
    width += isWide.test(segment) ? 2 : 1;
    if (width > numColumns) break;
    kept += segment;
  }
  return kept;
}

const isWide =
  /^(\p{Emoji_Presentation}|.\ufe0f|[\u1100-\u115f\u2e80-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}])/u;

/** Seconds for people: "42 s", "3 min 5 s", "2 h 10 min". */
export function toDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** Bytes for people: "12 MB", "1.5 GB". */
export const toSize = (bytes: number) => (bytes < 1e9 ? `${Math.ceil(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`);
