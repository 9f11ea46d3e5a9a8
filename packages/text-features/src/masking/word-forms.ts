import { isAscii } from '../tokenize.ts';

/** Nouns with irregular plurals, also at the end of longer nouns (policeman, dormouse, grandchild). */
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

/** Endings of the singular, and their replacements in the plural. */
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

/** Endings of the plural, and their replacements in the singular. */
const singularEndings: readonly (readonly [RegExp, string])[] = [
  [/(?<=\w{2}[^su])s$/, ''],
  [/(?<=s|x|z|ch|sh|o)es$/, ''],
  [/(?<=\w)ies$/, 'y'],
  [/ves$/, 'f'],
  [/ves$/, 'fe'],
];

/**
 * All spellings that English rules could give to the singular and the plural of a noun in either form. They include words that do not exist
 * ("leafs" and "leaves", "boxs" and "boxes"): an extra form is harmless, whereas a missing form would let a label through.
 *
 * @param word in lower case
 */
export function englishForms(word: string): Set<string> {
  const singulars = [word, ...withEndings(word, singularEndings), ...irregularOf(word, 1, 0)];
  return new Set(singulars.flatMap((singular) => [singular, ...withEndings(singular, pluralEndings), ...irregularOf(singular, 0, 1)]));
}

const withEndings = (word: string, endings: typeof pluralEndings) =>
  endings.filter(([ending]) => ending.test(word)).map(([ending, other]) => word.replace(ending, other));

const irregularOf = (word: string, from: 0 | 1, to: 0 | 1) =>
  irregular.filter((pair) => word.endsWith(pair[from])).map((pair) => word.slice(0, word.length - pair[from].length) + pair[to]);

/** Arabic prefixes (article, conjunctions and prepositions), and endings of number and possessor. */
const arabicPrefixes = ['', 'ال', 'وال', 'بال', 'كال', 'فال', 'لل', 'و', 'ب', 'ل', 'ف', 'ك'];
const arabicEndings = ['', 'ا', 'ان', 'ين', 'ون', 'ات', 'ه', 'ها', 'هم', 'ي'];
const arabicFeminineEndings = ['ة', 'ه', 'تان', 'تين', 'ات', 'ته', 'تها', 'تهم', 'تي'];

/**
 * The forms of an Arabic noun: with article and particles, in the singular, the dual and the regular plurals; the feminine ending with or without
 * dots. Broken plurals (kalb, kilāb) are not included.
 */
export function arabicForms(word: string): Set<string> {
  const bare = word.replace(/^ال(?=.{3})/u, ''); // the label may include the article
  const feminine = /[ةه]$/u.test(bare) ? arabicFeminineEndings.map((ending) => bare.slice(0, -1) + ending) : [];
  const masculine = bare.endsWith('ة') ? [] : arabicEndings.map((ending) => bare + ending);
  return withPrefixes(arabicPrefixes, [...feminine, ...masculine]);
}

/** Hebrew prefixes: article, conjunction and prepositions. */
const hebrewPrefixes = ['', 'ה', 'ו', 'ב', 'כ', 'ל', 'מ', 'ש', 'וה', 'שה', 'מה', 'כשה'];

/** The forms of a Hebrew noun: with article and particles, in the singular and the regular plurals; words of two letters only with the article. @param word folded */
export function hebrewForms(word: string): Set<string> {
  const stem = word.replace(/ה$/u, '');
  const forms = [word, `${word}ימ`, `${word}ות`, ...(stem === word ? [] : [`${stem}ות`, `${stem}ת`, `${stem}ימ`])];
  return withPrefixes(word.length > 2 ? hebrewPrefixes : ['', 'ה', 'וה'], forms);
}

/** Korean particles: after any sound, after a consonant, after a vowel. */
const koreanParticles = '의 에 에서 에게 에는 에도 도 만 까지 부터 처럼 보다 하고 한테 께 마다 조차 마저 밖에 뿐 들'.split(' ');
const afterConsonant = '은 이 을 과 으로 이나 이랑 이다 이라 이며 아'.split(' ');
const afterVowel = '는 가 를 와 로 나 랑 다 라 며 야'.split(' ');

/** The forms of a Korean noun: singular and plural, with each particle that its last sound allows. */
export function koreanForms(word: string): Set<string> {
  return new Set([word, `${word}들`].flatMap((noun) => ['', ...koreanParticlesOf(noun)].map((particle) => noun + particle)));
}

/** The code of a Hangul syllable gives its final consonant: 0 is none, 8 is ㄹ, which is followed by "로" like a vowel. */
function koreanParticlesOf(noun: string): string[] {
  const finalConsonant = (noun.charCodeAt(noun.length - 1) - 0xac00) % 28;
  if (finalConsonant === 0) return [...koreanParticles, ...afterVowel];
  return [...koreanParticles, ...afterConsonant, ...(finalConsonant === 8 ? ['로'] : [])];
}

const withPrefixes = (prefixes: readonly string[], forms: readonly string[]) =>
  new Set(prefixes.flatMap((prefix) => forms.map((form) => prefix + form)));

/** The forms of a noun by the rules of its script: Arabic, Hebrew, Hangul, or else English. */
export function nounForms(word: string): Set<string> {
  if (isAscii(word)) return englishForms(word);
  if (/\p{sc=Arabic}/u.test(word)) return arabicForms(word);
  if (/\p{sc=Hebrew}/u.test(word)) return hebrewForms(word);
  return /\p{sc=Hangul}$/u.test(word) ? koreanForms(word) : englishForms(word);
}
