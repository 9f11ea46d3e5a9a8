import type { Random } from '@mmae/random';
import { oneOf } from '../uncertainty.ts';

/** Letters of similar shape, as printed and as a scanner reads them. */
const lookalikes: readonly (readonly [string, string])[] = [
  ['rn', 'm'],
  ['m', 'rn'],
  ['cl', 'd'],
  ['d', 'cl'],
  ['vv', 'w'],
  ['w', 'vv'],
  ['li', 'h'],
  ['h', 'b'],
  ['l', '1'],
  ['i', '1'],
  ['o', '0'],
  ['s', '5'],
  ['g', '9'],
  ['b', '6'],
  ['z', '2'],
  ['e', 'c'],
  ['a', 'o'],
  ['u', 'v'],
  ['n', 'ri'],
  ['O', '0'],
  ['I', 'l'],
  ['S', '5'],
  ['B', '8'],
];

/** A word with one of its letters misread, if any of them can be. */
export function misread(word: string, random: Random): string {
  const found = lookalikes.flatMap(([printed, read]) => indicesOf(printed, word).map((index) => [index, printed, read] as const));
  if (found.length === 0) return word;
  const [index, printed, read] = oneOf(found, random);
  return word.slice(0, index) + read + word.slice(index + printed.length);
}

const indicesOf = (part: string, word: string): number[] =>
  Array.from({ length: word.length }, (_, index) => index).filter((index) => word.startsWith(part, index));
