/** Nouns whose plural no rule gives; they end longer ones too (policeman, dormouse, grandchild). */
const irregular: readonly (readonly [string, string])[] = [
  ['man', 'men'],
  ['mouse', 'mice'],
  ['louse', 'lice'],
  ['foot', 'feet'],
  ['tooth', 'teeth'],
  ['goose', 'geese'],
  ['child', 'children'],
  ['person', 'people'],
  ['ox', 'oxen'],
];

/** An ending of the singular, and what the plural has instead. */
const pluralEndings: readonly (readonly [RegExp, string])[] = [
  [/$/, 's'],
  [/(?<=s|x|z|ch|sh|o)$/, 'es'],
  [/(?<=[aeiou])([sz])$/, '$1$1es'], // busses, quizzes
  [/(?<=[^aeiou])y$/, 'ies'],
  [/(?<=i)fe$/, 'ves'],
  [/(?<=[alor]|thie)f$/, 'ves'],
  [/(?<=\w{3})us$/, 'i'],
  [/(?<=\w{3})um$/, 'a'],
  [/(?<=\w{2})is$/, 'es'],
  [/(?<=\w{2})[ei]x$/, 'ices'],
  [/eau$/, 'eaux'],
];

/** An ending of the plural, and what the singular has instead. */
const singularEndings: readonly (readonly [RegExp, string])[] = [
  [/(?<=\w{2}[^su])s$/, ''],
  [/(?<=s|x|z|ch|sh|o)es$/, ''],
  [/(?<=\w)ies$/, 'y'],
  [/ves$/, 'f'],
  [/ves$/, 'fe'],
];

/**
 * Every spelling that English rules could give the singular and the plural of a noun, which may be given in either: more than exist
 * ("leafs" and "leaves", "boxs" and "boxes"), since a form too many costs nothing where one too few lets a label through.
 *
 * @param word in lower case
 */
export function englishForms(word: string): Set<string> {
  const singulars = [word, ...changed(word, singularEndings), ...irregularOf(word, 1, 0)];
  return new Set(singulars.flatMap((singular) => [singular, ...changed(singular, pluralEndings), ...irregularOf(singular, 0, 1)]));
}

const changed = (word: string, endings: typeof pluralEndings) =>
  endings.filter(([ending]) => ending.test(word)).map(([ending, other]) => word.replace(ending, other));

const irregularOf = (word: string, from: 0 | 1, to: 0 | 1) =>
  irregular.filter((pair) => word.endsWith(pair[from])).map((pair) => word.slice(0, word.length - pair[from].length) + pair[to]);

/** Article, conjunctions and prepositions that Arabic writes onto the word, and endings of number and possessor. */
const arabicPrefixes = ['', 'ال', 'وال', 'بال', 'كال', 'فال', 'لل', 'و', 'ب', 'ل', 'ف', 'ك'];
const arabicEndings = ['', 'ا', 'ان', 'ين', 'ون', 'ات', 'ه', 'ها', 'هم', 'ي'];
const arabicFeminineEndings = ['ة', 'تان', 'تين', 'ات', 'ته', 'تها', 'تهم', 'تي'];

/**
 * An Arabic noun with its article and the particles written onto it, in the singular, the dual and the regular plurals. Plurals that change
 * the word's inside (kalb, kilāb) follow no ending and are not among them.
 */
export function arabicForms(word: string): Set<string> {
  const isFeminine = word.endsWith('ة');
  const stem = isFeminine ? word.slice(0, -1) : word;
  const endings = isFeminine ? arabicFeminineEndings : arabicEndings;
  return new Set(arabicPrefixes.flatMap((prefix) => endings.map((ending) => prefix + stem + ending)));
}
