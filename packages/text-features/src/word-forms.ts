import { isAscii } from './tokenize.ts';

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
const arabicFeminineEndings = ['ة', 'ه', 'تان', 'تين', 'ات', 'ته', 'تها', 'تهم', 'تي'];

/**
 * An Arabic noun with its article and the particles written onto it, in the singular, the dual and the regular plurals; the feminine ending with
 * its dots or without. Plurals that change the word's inside (kalb, kilāb) follow no ending and are not among them.
 */
export function arabicForms(word: string): Set<string> {
  const bare = word.replace(/^ال(?=.{3})/u, ''); // a label may be given with its article
  const feminine = /[ةه]$/u.test(bare) ? arabicFeminineEndings.map((ending) => bare.slice(0, -1) + ending) : [];
  const masculine = bare.endsWith('ة') ? [] : arabicEndings.map((ending) => bare + ending);
  return withPrefixes(arabicPrefixes, [...feminine, ...masculine]);
}

/** Article, conjunction and prepositions that Hebrew writes onto the word. */
const hebrewPrefixes = ['', 'ה', 'ו', 'ב', 'כ', 'ל', 'מ', 'ש', 'וה', 'שה', 'מה', 'כשה'];

/** A Hebrew noun, folded, with article and particles, in the singular and the regular plurals; words of two letters with the article alone. */
export function hebrewForms(word: string): Set<string> {
  const stem = word.replace(/ה$/u, '');
  const forms = [word, `${word}ימ`, `${word}ות`, ...(stem === word ? [] : [`${stem}ות`, `${stem}ת`, `${stem}ימ`])];
  return withPrefixes(word.length > 2 ? hebrewPrefixes : ['', 'ה', 'וה'], forms);
}

/** Particles that Korean writes onto the noun: after any sound, after a consonant, after a vowel. */
const koreanParticles = '의 에 에서 에게 에는 에도 도 만 까지 부터 처럼 보다 하고 한테 께 마다 조차 마저 밖에 뿐 들'.split(' ');
const afterConsonant = '은 이 을 과 으로 이나 이랑 이다 이라 이며 아'.split(' ');
const afterVowel = '는 가 를 와 로 나 랑 다 라 며 야'.split(' ');

/** A Korean noun, alone and in the plural, with each particle that its last sound allows. */
export function koreanForms(word: string): Set<string> {
  return new Set([word, `${word}들`].flatMap((noun) => ['', ...koreanParticlesOf(noun)].map((particle) => noun + particle)));
}

/** A syllable's place among Unicode's Hangul tells its last consonant: none, or ㄹ (the eighth), after which "로" stands as after a vowel. */
function koreanParticlesOf(noun: string): string[] {
  const finalConsonant = (noun.charCodeAt(noun.length - 1) - 0xac00) % 28;
  if (finalConsonant === 0) return [...koreanParticles, ...afterVowel];
  return [...koreanParticles, ...afterConsonant, ...(finalConsonant === 8 ? ['로'] : [])];
}

const withPrefixes = (prefixes: readonly string[], forms: readonly string[]) =>
  new Set(prefixes.flatMap((prefix) => forms.map((form) => prefix + form)));

/** Every spelling of a noun's forms by the rules of its script: Arabic, Hebrew, Hangul, and English for all others. */
export function nounForms(word: string): Set<string> {
  if (isAscii(word)) return englishForms(word);
  if (/\p{sc=Arabic}/u.test(word)) return arabicForms(word);
  if (/\p{sc=Hebrew}/u.test(word)) return hebrewForms(word);
  return /\p{sc=Hangul}$/u.test(word) ? koreanForms(word) : englishForms(word);
}
