import type { Random } from '@mmae/random';
import { oneOf } from '../uncertainty.ts';

const keyRows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/** The neighbours of each key on a QWERTY keyboard, whose rows are offset by about half a key. */
const neighbours: ReadonlyMap<string, readonly string[]> = new Map(
  keyRows.flatMap((keys, row) =>
    Array.from(keys, (key, column) => {
      const near = [keys[column - 1], keys[column + 1], keyRows[row - 1]?.[column], keyRows[row - 1]?.[column + 1], keyRows[row + 1]?.[column - 1], keyRows[row + 1]?.[column]]; // prettier-ignore
      return [key, near.filter((other) => other !== undefined)] as const;
    }),
  ),
);

/** A word with one to five of its letters replaced by neighbouring keys. */
export function mistyped(word: string, random: Random): string {
  const letters = Array.from(word);
  const chosen = random.permutation(letters.length).subarray(0, 1 + random.integer(Math.min(5, letters.length)));
  for (const index of chosen) letters[index] = neighbouringKey(letters[index], random);
  return letters.join('');
}

function neighbouringKey(letter: string, random: Random): string {
  const near = neighbours.get(letter.toLowerCase());
  if (!near) return letter;
  const other = oneOf(near, random);
  return letter === letter.toLowerCase() ? other : other.toUpperCase();
}

/** Spellings that are often confused in English. */
const confusions: readonly (readonly [RegExp, string])[] = [
  [/ie/, 'ei'],
  [/ei/, 'ie'],
  [/able\b/, 'ible'],
  [/ible\b/, 'able'],
  [/ance\b/, 'ence'],
  [/ence\b/, 'ance'],
  [/ant\b/, 'ent'],
  [/ent\b/, 'ant'],
  [/ly\b/, 'ley'],
  [/ph/, 'f'],
  [/ough/, 'uff'],
  [/([^aeiou])\1/, '$1'],
];

/** A misspelt word: a confusion if one applies, else a letter after the first is left out, doubled, or swapped with the next. */
export function misspelt(word: string, random: Random): string {
  const applicable = confusions.filter(([pattern]) => pattern.test(word));
  if (applicable.length > 0) return word.replace(...(oneOf(applicable, random) as [RegExp, string]));
  const letters = Array.from(word);
  const index = letters.length < 3 ? 0 : 1 + random.integer(letters.length - 2);
  const [letter, next] = letters.slice(index, index + 2);
  const replacement = oneOf([[next], [letter, letter, next], [next, letter]], random);
  return [...letters.slice(0, index), ...replacement, ...letters.slice(index + 2)].join('');
}
