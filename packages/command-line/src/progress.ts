import { toPrintable } from '@mmae/input';
import type { OutputStream } from './streams.ts';

/** Shows the progress of long work: one line that is rewritten on a terminal, a line every few seconds in a log. */
export interface Progress {
  /** Writes a line that stays. */
  say(line: string): void;
  /** Replaces the progress line. */
  update(line: string): void;
}

/** Minimum time between two lines of `update` in a log. */
const logIntervalMs = 5000;

const clearLine = '\r\x1b[K';

/** Progress on a stream, normally stderr. Control characters in a line are escaped, so no id or path moves the cursor. */
export function progressOn(stream: OutputStream): Progress & { clear(): void } {
  let isOpen = false;
  let lastMs = -Infinity;
  const clear = () => {
    if (isOpen) stream.write(clearLine);
    isOpen = false;
  };
  return {
    clear,
    say(line) {
      clear();
      stream.write(`${toPrintable(line)}\n`);
    },
    update(line) {
      const printable = toPrintable(line.replaceAll(/[\n\t]/g, ' '));
      if (stream.isTTY) {
        stream.write(`${clearLine}${fitToWidth(printable, (stream.columns || 80) - 1)}`);
        isOpen = true;
      } else if (performance.now() - lastMs >= logIntervalMs) {
        stream.write(`${printable}\n`);
        lastMs = performance.now();
      }
    },
  };
}

const graphemes = new Intl.Segmenter();

/** The start of a line that fits into `numColumns` columns of a terminal; East Asian letters and emoji take two. */
export function fitToWidth(line: string, numColumns: number): string {
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
