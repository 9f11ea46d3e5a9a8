import { apostrophes, hyphens, joints } from './joints.ts';
import { languageOf, stopWords } from './languages.ts';
import { folded, spellings } from './spellings.ts';
import { stemsOf } from './stems.ts';
import { isUnspaced, normalised, unspacedLetters } from './tokenize.ts';
import { unspacedMask, unspacedNamesOf } from './unspaced-names.ts';
import { withoutSpans } from './without-spans.ts';
import { nounForms } from './word-forms.ts';

/** Soft hyphens and joiners, which show nothing. */
const hidden = '\\u00AD\\u200D\\u2060\\uFEFF';

/** Letters with their marks, those of Hangul apart (its particles follow words of other scripts without a space), or digits. */
const wordPattern = new RegExp(`[[\\p{L}--[${unspacedLetters}\\p{sc=Hangul}ʼʻ]]\\p{M}${hidden}]+|[\\p{sc=Hangul}${hidden}]+|\\p{N}+`, 'gv');

/** What may stand between the words of one name: spaces, a line break, and up to two signs ("polar-bear", "l’été", "M*A*S*H"). */
const jointPattern = new RegExp(`^\\s*[${joints}\\p{S}*&@#%]{0,2}\\s*$`, 'v');

/** What makes one word of two: "tea-cup", or a hyphen where the line ends. */
const hyphenPattern = new RegExp(`^(?:${hyphens}|\\p{Pd}[^\\S\\n]*\\n\\s*)$`, 'v');

/** How many parts of a hyphenated word are tried as one. */
const mostParts = 8;

/** What follows a noun in the possessive: "'s", or an apostrophe alone after an s. */
const possessivePattern = new RegExp(`[${apostrophes}]s(?![\\p{L}\\p{M}])|(?<=s)[${apostrophes}](?![\\p{L}\\p{M}])`, 'ivy');

/** Signs between the names that a label may list: "T-shirt/top". */
const listPattern = /[/,;|()&／，、；｜（）＆،؛\n]/;

/** Every way to write the labels' words, folded. */
interface Mask {
  /** by its first word: the further words of each name that begins so, none for a name of one word */
  readonly names: ReadonlyMap<string, readonly (readonly string[])[]>;
  /** the stems of a word, where the language has a stemmer: forms that are not spelt out in `names` */
  readonly stems?: (word: string) => readonly string[];
  readonly labelStems: ReadonlySet<string>;
}

/**
 * Removes the words of labels from texts, so that nothing learnt from a text is its label: in the singular, the plural (regular or not) and the
 * possessive, alone or joined by a hyphen. A label of several words ("ankle boot", "T-shirt/top") goes as a whole, written together or apart, and
 * so does each of its words alone but for stop words. Nothing is put in their place. Other words that hold a label stay: "catalogue" where "cat"
 * is one.
 *
 * Labels and texts are folded alike (`folded`), whatever the language: any case by Unicode's full case folding ("Straße", "STRASSE"; "Işık",
 * "IŞIK"), with or without accents and vowel signs, letters with a stroke and ligatures as plain ones ("øl", "ol"; "œuf", "oeuf"), ä, ö, ü, ø and
 * å also as two letters ("Bär", "Baer"), wide, narrow and decomposed characters, soft hyphens and marks without width, any apostrophe.
 *
 * Forms are those of English spelling, of Arabic and Hebrew particles and regular endings, of Korean particles, and for other languages all that
 * natural's stemmer takes for the same word. In scripts without spaces a label goes wherever its characters stand, in simplified as in traditional
 * Chinese, and as a whole word in the other kana. Emoji go with any tone of skin.
 *
 * Derived words ("fishing"), closed compounds ("bedroom"), synonyms and clippings ("phone") stay; so do "polar bear" for a label "polarBear", a word
 * in another alphabet (Serbian in Latin and Cyrillic letters) or reading (kanji and kana), numbers in words, and look-alikes of another alphabet.
 *
 * @param language of the texts, a BCP 47 tag
 * @returns a function from a text to what is left of it
 */
export function maskLabels(labels: readonly string[], language = 'en'): (text: string) => string {
  const mask = toMask(labels, languageOf(language));
  const withoutUnspaced = unspacedMask(namesOf(labels).flatMap(unspacedNamesOf));
  return (text) => {
    const rest = withoutUnspaced(text);
    return withoutSpans(rest, labelSpans(rest, mask));
  };
}

/**
 * The words that labels are made of, as `tokenize` gives them: those of each name but for single letters and stop words beside others.
 *
 * @param language an ISO 639-1 code
 */
export function labelWords(labels: readonly string[], language: string): Set<string> {
  const weak = weakWords(language);
  return new Set(spacedNamesOf(labels).flatMap((name) => toName(name, weak).strong));
}

function toMask(labels: readonly string[], language: string): Mask {
  const weak = weakWords(language);
  const names = new Map<string, string[][]>();
  for (const name of spacedNamesOf(labels)) {
    for (const [first, ...further] of nameForms(toName(name, weak))) names.set(first, [...(names.get(first) ?? []), further]);
  }
  for (const sequences of names.values()) sequences.sort((a, b) => b.length - a.length); // the longest name first
  const stems = language === 'en' ? undefined : stemsOf(language);
  const labelStems = new Set(stems && [...labelWords(labels, language)].flatMap(stems));
  return { names, stems, labelStems };
}

/** A label may list several names, and one in a script without spaces may have words of another ("BMW 汽车"). */
const namesOf = (labels: readonly string[]) =>
  labels
    .flatMap((label) => label.split(listPattern).map((name) => name.trim()))
    .flatMap((name) => (isUnspaced(name) ? [name, ...name.split(/\s+/).filter((part) => part.length > 1)] : [name]));

/** Names of words. Those without a letter or a digit are none. */
const spacedNamesOf = (labels: readonly string[]) =>
  namesOf(labels).filter((name) => !isUnspaced(name) && name.match(wordPattern)?.some(folded));

const weakWords = (language: string) => new Set([...stopWords('en'), ...stopWords(language)]);

interface Name {
  readonly words: readonly string[];
  /** Those that name something alone: the word of one; of several those that are no letter, no stop word and no digits of a word ("F16"). */
  readonly strong: readonly string[];
}

function toName(name: string, weak: ReadonlySet<string>): Name {
  const words = Array.from(name.matchAll(wordPattern), ([word]) => normalised(word)).filter((word) => folded(word) !== '');
  if (words.length === 1) return { words, strong: words };
  const digitsOfWords = new Set(Array.from(name.matchAll(/(?<=\p{L}\p{M}*)\p{N}+/gu), ([digits]) => normalised(digits)));
  return { words, strong: words.filter((word) => word.length > 1 && !weak.has(word) && !digitsOfWords.has(word)) };
}

/** A name's words as they may follow each other, in every form of the last; the words written together; and each strong word alone. */
function nameForms({ words, strong }: Name): string[][] {
  const formsOf = (word: string) => [...new Set(spellings(word).flatMap((spelling) => [...nounForms(spelling)]))];
  const alone = [...new Set([words.join(''), ...strong])].flatMap((word) => formsOf(word).map((form) => [form]));
  if (words.length === 1) return alone;
  const before = [0, -1].map((which) => words.slice(0, -1).map((word) => spellings(word).at(which)!));
  return [...before.flatMap((first) => formsOf(words.at(-1)!).map((form) => [...first, form])), ...alone];
}

interface Word {
  readonly word: string;
  readonly spellings: readonly string[];
  readonly start: number;
  readonly end: number;
}

const wordsOf = (text: string): Word[] =>
  Array.from(text.matchAll(wordPattern), ({ 0: word, index }) => ({
    word,
    spellings: spellings(word),
    start: index,
    end: index + word.length,
  }));

/** Where labels stand in a text, possessive endings with them: start and end, one after the other. */
function labelSpans(text: string, mask: Mask): number[] {
  if (mask.names.size === 0) return [];
  const words = wordsOf(text);
  const spans: number[] = [];
  for (let i = 0; i < words.length; i++) {
    const numWords = numNameWords(text, words, i, mask) || numParts(text, words, i, mask);
    if (numWords === 0) continue;
    const { start } = words[i];
    i += numWords - 1;
    possessivePattern.lastIndex = words[i].end;
    spans.push(start, words[i].end + (possessivePattern.exec(text)?.[0].length ?? 0));
  }
  return spans;
}

/** How many words from the i-th on are a name; 0 where none begins there. */
function numNameWords(text: string, words: readonly Word[], i: number, { names }: Mask): number {
  let most = 0;
  for (const spelling of words[i].spellings) {
    for (const further of names.get(spelling) ?? []) {
      if (further.length + 1 > most && follows(text, words, i, further)) most = further.length + 1;
    }
  }
  return most;
}

function follows(text: string, words: readonly Word[], i: number, further: readonly string[]): boolean {
  for (const expected of further) {
    const [word, next] = [words[i], words[++i]];
    if (!next?.spellings.includes(expected) || !jointPattern.test(text.slice(word.end, next.start))) return false;
  }
  return true;
}

/** How many words from the i-th on are together a name or a form of a label's word: one, or as many as hyphens join ("tea-cup" for "teacup"). */
function numParts(text: string, words: readonly Word[], i: number, mask: Mask): number {
  let together = '';
  for (let numWords = 1; numWords <= mostParts && i + numWords <= words.length; numWords++) {
    const last = i + numWords - 1;
    if (numWords > 1 && !hyphenPattern.test(text.slice(words[last - 1].end, words[last].start))) break;
    together += words[last].word;
    if (isLabelWord(together, mask)) return numWords;
  }
  return 0;
}

const isLabelWord = (word: string, { names, stems, labelStems }: Mask) =>
  spellings(word).some((spelling) => names.get(spelling)?.some(({ length }) => length === 0)) ||
  (stems?.(word).some((stem) => labelStems.has(stem)) ?? false);
