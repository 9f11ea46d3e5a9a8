import { languageOf, stopWords } from '../languages.ts';
import { isUnspaced, normalised, unspacedLetters } from '../tokenize.ts';
import { apostrophes, hyphens, separators, withoutSpans } from './separators.ts';
import { folded, spellings, stemsOf } from './spellings.ts';
import { unspacedMask, unspacedNamesOf } from './unspaced-names.ts';
import { nounForms } from './word-forms.ts';

/** Invisible characters: soft hyphens and joiners. */
const hidden = '\\u00AD\\u200D\\u2060\\uFEFF';

/** A run of letters with their marks, or of digits. Hangul is separate, because its particles follow words of other scripts without a space. */
const wordPattern = new RegExp(`[[\\p{L}--[${unspacedLetters}\\p{sc=Hangul}ʼʻ]]\\p{M}${hidden}]+|[\\p{sc=Hangul}${hidden}]+|\\p{N}+`, 'gv');

/** Separates the words of a name: white space and up to two signs ("polar-bear", "l’été", "M*A*S*H"). */
const separatorPattern = new RegExp(`^\\s*[${separators}\\p{S}*&@#%]{0,2}\\s*$`, 'v');

/** Joins two parts to one word: "tea-cup", or a hyphen at the end of a line. */
const hyphenPattern = new RegExp(`^(?:${hyphens}|\\p{Pd}[^\\S\\n]*\\n\\s*)$`, 'v');

/** The limit on the parts of a hyphenated word that are combined. */
const maxParts = 8;

/** The ending of a possessive: "'s", or an apostrophe after an s. */
const possessivePattern = new RegExp(`[${apostrophes}]s(?![\\p{L}\\p{M}])|(?<=s)[${apostrophes}](?![\\p{L}\\p{M}])`, 'ivy');

/** Separates the names of a label: "T-shirt/top". */
const listPattern = /[/,;|()&／，、；｜（）＆،؛\n]/;

/** All folded forms of the labels' words. */
interface Mask {
  /** by the first word of a name: its further words, none for a name of one word */
  readonly names: ReadonlyMap<string, readonly (readonly string[])[]>;
  /** the stems of a word, for forms that are not in `names`; undefined if the language has no stemmer */
  readonly stems?: (word: string) => readonly string[];
  readonly labelStems: ReadonlySet<string>;
}

/**
 * Creates a function that removes the words of labels from a text, so that a model cannot learn the label from the text. Words are removed in the
 * singular, the plural (regular or irregular) and the possessive, alone or joined by a hyphen. A label of several words ("ankle boot",
 * "T-shirt/top") is removed as a whole, as one word or several, and each of its words is removed alone unless it is a stop word. Words that merely
 * contain a label are kept: "catalogue" for "cat".
 *
 * Labels and texts are folded in the same way (`folded`), in any language: full case folding ("Straße", "STRASSE"; "Işık", "IŞIK"), accents and
 * vowel signs, letters with a stroke and ligatures ("øl", "ol"; "œuf", "oeuf"), ä, ö, ü, ø and å as two letters ("Bär", "Baer"), wide, narrow and
 * decomposed characters, soft hyphens, marks without width and any apostrophe.
 *
 * The forms of a word are those of English spelling, of Arabic and Hebrew particles and regular endings and of Korean particles; for other
 * languages, all words with the same stem by the stemmer of `natural`. In scripts without spaces, a label is removed wherever its characters occur, in
 * simplified and traditional Chinese, and as a whole word in the other kana. Emoji are removed with any skin tone.
 *
 * Not removed are derived words ("fishing"), closed compounds ("bedroom"), synonyms and clippings ("phone"), "polar bear" for a label "polarBear",
 * words in another alphabet (Serbian in Latin and Cyrillic letters) or reading (kanji and kana), numbers in words, and look-alikes from another
 * alphabet.
 *
 * @param language of the texts, a BCP 47 tag
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
 * The words of labels, as `tokenize` returns them. Of names with several words, single letters and stop words are left out.
 *
 * @param language an ISO 639-1 code
 */
export function labelWords(labels: readonly string[], language: string): Set<string> {
  const common = commonWords(language);
  return new Set(spacedNamesOf(labels).flatMap((name) => toName(name, common).removedAlone));
}

function toMask(labels: readonly string[], language: string): Mask {
  const common = commonWords(language);
  const names = new Map<string, string[][]>();
  for (const name of spacedNamesOf(labels)) {
    for (const [first, ...further] of nameForms(toName(name, common))) names.set(first, [...(names.get(first) ?? []), further]);
  }
  for (const sequences of names.values()) sequences.sort((a, b) => b.length - a.length); // the longest name first
  const stems = language === 'en' ? undefined : stemsOf(language);
  const labelStems = new Set(stems && [...labelWords(labels, language)].flatMap(stems));
  return { names, stems, labelStems };
}

/** The names in labels. A label may list several names, and a name in a script without spaces may contain words of another script ("BMW 汽车"). */
const namesOf = (labels: readonly string[]) =>
  labels
    .flatMap((label) => label.split(listPattern).map((name) => name.trim()))
    .flatMap((name) => (isUnspaced(name) ? [name, ...name.split(/\s+/).filter((part) => part.length > 1)] : [name]));

/** The names in scripts with spaces, if they contain a letter or digit. */
const spacedNamesOf = (labels: readonly string[]) =>
  namesOf(labels).filter((name) => !isUnspaced(name) && name.match(wordPattern)?.some(folded));

const commonWords = (language: string) => new Set([...stopWords('en'), ...stopWords(language)]);

interface Name {
  readonly words: readonly string[];
  /** the words that are also removed alone: if there are several, none that is a letter, a stop word or the digits of a word ("F16") */
  readonly removedAlone: readonly string[];
}

function toName(name: string, common: ReadonlySet<string>): Name {
  const words = Array.from(name.matchAll(wordPattern), ([word]) => normalised(word)).filter((word) => folded(word) !== '');
  if (words.length === 1) return { words, removedAlone: words };
  const digitsOfWords = new Set(Array.from(name.matchAll(/(?<=\p{L}\p{M}*)\p{N}+/gu), ([digits]) => normalised(digits)));
  return { words, removedAlone: words.filter((word) => word.length > 1 && !common.has(word) && !digitsOfWords.has(word)) };
}

/** The forms of a name: its words in sequence with every form of the last, its words written as one, and each word that is removed alone. */
function nameForms({ words, removedAlone }: Name): string[][] {
  const formsOf = (word: string) => [...new Set(spellings(word).flatMap((spelling) => [...nounForms(spelling)]))];
  const alone = [...new Set([words.join(''), ...removedAlone])].flatMap((word) => formsOf(word).map((form) => [form]));
  if (words.length === 1) return alone;
  const initial = [0, -1].map((which) => words.slice(0, -1).map((word) => spellings(word).at(which)!));
  return [...initial.flatMap((first) => formsOf(words.at(-1)!).map((form) => [...first, form])), ...alone];
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

/** The spans of labels in a text, including possessive endings: `[start, end, start, end, …]`. */
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

/** The number of words of the longest name that starts at word `i`; 0 if there is none. */
function numNameWords(text: string, words: readonly Word[], i: number, { names }: Mask): number {
  let longest = 0;
  for (const spelling of words[i].spellings) {
    for (const further of names.get(spelling) ?? []) {
      if (further.length + 1 > longest && isFollowedBy(text, words, i, further)) longest = further.length + 1;
    }
  }
  return longest;
}

function isFollowedBy(text: string, words: readonly Word[], i: number, further: readonly string[]): boolean {
  for (const expected of further) {
    const [word, next] = [words[i], words[++i]];
    if (!next?.spellings.includes(expected) || !separatorPattern.test(text.slice(word.end, next.start))) return false;
  }
  return true;
}

/** The number of words from word `i` on that form a label's word: one, or several joined by hyphens ("tea-cup" for "teacup"); 0 if none. */
function numParts(text: string, words: readonly Word[], i: number, mask: Mask): number {
  let combined = '';
  for (let numWords = 1; numWords <= maxParts && i + numWords <= words.length; numWords++) {
    const last = i + numWords - 1;
    if (numWords > 1 && !hyphenPattern.test(text.slice(words[last - 1].end, words[last].start))) break;
    combined += words[last].word;
    if (isLabelWord(combined, mask)) return numWords;
  }
  return 0;
}

const isLabelWord = (word: string, { names, stems, labelStems }: Mask) =>
  spellings(word).some((spelling) => names.get(spelling)?.some(({ length }) => length === 0)) ||
  (stems?.(word).some((stem) => labelStems.has(stem)) ?? false);
