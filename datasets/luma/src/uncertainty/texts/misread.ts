import type { Random } from '@mmae/random';
import { oneOf } from '../random-for.ts';

/** What a scanner reads for what stands on the page: letters of like shape. */
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

/** A word with one place misread, where any of its letters looks like others. */
export function misread(word: string, random: Random): string {
  const found = lookalikes.flatMap(([seen, read]) => placesOf(word, seen).map((place) => [place, seen, read] as const));
  if (found.length === 0) return word;
  const [place, seen, read] = oneOf(found, random);
  return word.slice(0, place) + read + word.slice(place + seen.length);
}

const placesOf = (word: string, part: string): number[] =>
  Array.from({ length: word.length }, (_, place) => place).filter((place) => word.startsWith(part, place));
