import type { Random } from '@mmae/random';
import { oneOf } from '../random-for.ts';

const rows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/** A key's neighbours on a QWERTY keyboard, whose rows are shifted by about half a key. */
const neighbours: ReadonlyMap<string, readonly string[]> = new Map(
  rows.flatMap((keys, row) =>
    Array.from(keys, (key, column) => {
      const near = [keys[column - 1], keys[column + 1], rows[row - 1]?.[column], rows[row - 1]?.[column + 1], rows[row + 1]?.[column - 1], rows[row + 1]?.[column]]; // prettier-ignore
      return [key, near.filter((other) => other !== undefined)] as const;
    }),
  ),
);

/** One to five letters of a word struck on a neighbouring key. */
export function mistyped(word: string, random: Random): string {
  const letters = Array.from(word);
  const places = random.permutation(letters.length).subarray(0, 1 + random.integer(Math.min(5, letters.length)));
  for (const place of places) letters[place] = struckBeside(letters[place], random);
  return letters.join('');
}

function struckBeside(letter: string, random: Random): string {
  const near = neighbours.get(letter.toLowerCase());
  if (!near) return letter;
  const other = oneOf(near, random);
  return letter === letter.toLowerCase() ? other : other.toUpperCase();
}
