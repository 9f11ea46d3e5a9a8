import type { Random } from '@mmae/random';
import { oneOf } from '../random-for.ts';

/** Pairs that writers of English take for each other. */
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

/** A word as it may be misspelt: by a confusion where one fits, else a letter inside it left out, doubled, or set before its neighbour. */
export function misspelt(word: string, random: Random): string {
  const fitting = confusions.filter(([pattern]) => pattern.test(word));
  if (fitting.length > 0) return word.replace(...(oneOf(fitting, random) as [RegExp, string]));
  const letters = Array.from(word);
  const place = letters.length < 3 ? 0 : 1 + random.integer(letters.length - 2);
  const [letter, next] = letters.slice(place, place + 2);
  return [...letters.slice(0, place), ...oneOf([[next], [letter, letter, next], [next, letter]], random), ...letters.slice(place + 2)].join(
    '',
  );
}
