import { toPrintable } from '@mmae/input';

/** Counts the errors that ffmpeg prints, and keeps the first and the last. */
export interface ErrorLines {
  add(line: string): void;
  readonly count: number;
  readonly first: string;
  readonly last: string;
  has(pattern: RegExp): boolean;
}

const numKept = 50;

export function errorLines(): ErrorLines {
  const kept: string[] = [];
  let count = 0;
  return {
    add(line) {
      const repeated = /Last message repeated (\d+) times/.exec(line)?.[1];
      if (line.trim() === '') return;
      count += Number(repeated ?? 1);
      if (repeated) return;
      if (kept.length === numKept) kept.splice(1, 1);
      kept.push(toPrintable(line.replace(/^\[[^\]]+\] /, '')));
    },
    get count() {
      return count;
    },
    get first() {
      return kept[0] ?? '';
    },
    get last() {
      return kept.at(-1) ?? '';
    },
    has: (pattern) => kept.some((line) => pattern.test(line)),
  };
}
