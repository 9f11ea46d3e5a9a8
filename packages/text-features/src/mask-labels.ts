import { languageOf, stemmer, stopWords, type Stem } from './languages.ts';
import { isAscii, isUnspaced, normalised } from './tokenize.ts';
import { arabicForms, englishForms } from './word-forms.ts';

/** Letters with what may hide between them, or digits. */
const wordPattern = /(?:\p{L}|\p{M}|\u00AD|\u200D|\u2060|\uFEFF)+|\p{N}+/gu;

/** What may stand between the words of one name: nothing, a space, a hyphen, an underscore, a full stop, an apostrophe. */
const jointPattern = /^[\s\p{Pd}_.'’]{0,2}$/u;

/** What follows a noun in the possessive: "'s", or an apostrophe alone after an s. */
const possessivePattern = /['’‘ʼ＇`´]s(?![\p{L}\p{M}])|(?<=s)['’‘ʼ＇`´](?![\p{L}\p{M}])/iuy;

/** Every way to write the labels' words. */
interface Mask {
  /** by its first word: the further words of each name that begins so, none for a name of one word; accents left out */
  readonly names: ReadonlyMap<string, readonly (readonly string[])[]>;
  /** the language's own stemmer, where the forms of its words are not spelt out in `names` */
  readonly stem?: Stem;
  readonly labelStems: ReadonlySet<string>;
  /** names in scripts without spaces, which are looked for everywhere */
  readonly unspaced: readonly string[];
}

/**
 * Removes the words of labels from texts, so that nothing learnt from a text is its label: in the singular, the plural (regular or not) and the
 * possessive, in any case, with or without accents, alone or joined by a hyphen. A label of several words ("ankle boot", "T-shirt/top") goes as a
 * whole, written together or apart, and so does each of its words alone but for stop words. Nothing is put in their place. Other words that hold
 * a label stay: "catalogue" where "cat" is one.
 *
 * Forms are those of English spelling and of Arabic particles, and for other languages all that natural's stemmer takes for the same word; in
 * scripts without spaces a label goes wherever its characters stand. Derived words ("fishing"), synonyms and clippings ("phone") stay.
 *
 * @param language of the texts, a BCP 47 tag
 * @returns a function from a text to what is left of it
 */
export function maskLabels(labels: readonly string[], language = 'en'): (text: string) => string {
  const mask = toMask(labels, languageOf(language));
  return (text) => {
    const rest = mask.unspaced.reduce((remaining, name) => remaining.replaceAll(name, ''), text);
    return without(rest, labelSpans(rest, mask));
  };
}

/**
 * The words that labels are made of, as `tokenize` gives them: those of each name but for single letters and stop words beside others.
 *
 * @param language an ISO 639-1 code
 */
export function labelWords(labels: readonly string[], language: string): Set<string> {
  const weak = weakWords(language);
  return new Set(namesOf(labels).flatMap((name) => strongWords(wordsOfName(name), weak)));
}

function toMask(labels: readonly string[], language: string): Mask {
  const weak = weakWords(language);
  const names = new Map<string, string[][]>();
  for (const name of namesOf(labels).filter((name) => !isUnspaced(name))) {
    for (const [first, ...further] of nameForms(wordsOfName(name), weak)) names.set(first, [...(names.get(first) ?? []), further]);
  }
  for (const sequences of names.values()) sequences.sort((a, b) => b.length - a.length); // the longest name first
  const stem = language === 'en' ? undefined : stemmer(language);
  const labelStems = new Set(stem && Array.from(labelWords(labels, language), stem));
  return { names, stem, labelStems, unspaced: namesOf(labels).filter(isUnspaced) };
}

/** A label may list several names: "T-shirt/top". Those without a letter or a digit are none. */
const namesOf = (labels: readonly string[]) =>
  labels.flatMap((label) => label.split(/[/,;|()&]/).map((name) => name.trim())).filter((name) => name.search(wordPattern) >= 0);

const wordsOfName = (name: string) => name.match(wordPattern)!.map(normalised);

const weakWords = (language: string) => new Set([...stopWords('en'), ...stopWords(language)]);

/** A name's words as they may follow each other, in every form of the last; the words written together; and each strong word alone. */
function nameForms(words: readonly string[], weak: ReadonlySet<string>): string[][] {
  const ofWord = (word: string) => [...forms(unaccented(word))];
  if (words.length === 1) return ofWord(words[0]).map((form) => [form]);
  const before = words.slice(0, -1).map(unaccented);
  return [
    ...ofWord(words.at(-1)!).map((form) => [...before, form]),
    ...[words.join(''), ...strongWords(words, weak)].flatMap((word) => ofWord(word).map((form) => [form])),
  ];
}

/** The words that name something: all of one, of several those that are neither a letter nor a stop word. */
const strongWords = (words: readonly string[], weak: ReadonlySet<string>) =>
  words.length === 1 ? words : words.filter((word) => word.length > 1 && !weak.has(word));

const forms = (word: string) => (/\p{sc=Arabic}/u.test(word) ? arabicForms(word) : englishForms(word));

const unaccented = (word: string) => (isAscii(word) ? word : word.normalize('NFD').replaceAll(/[\u0300-\u036F]/g, ''));

interface Word {
  readonly normalised: string;
  readonly unaccented: string;
  readonly start: number;
  readonly end: number;
}

function wordsOf(text: string): Word[] {
  return Array.from(text.matchAll(wordPattern), ({ 0: found, index }) => {
    const word = normalised(found);
    return { normalised: word, unaccented: unaccented(word), start: index, end: index + found.length };
  });
}

/** Where labels stand in a text, possessive endings with them: start and end, one after the other. */
function labelSpans(text: string, mask: Mask): number[] {
  const words = wordsOf(text);
  const spans: number[] = [];
  for (let i = 0; i < words.length; i++) {
    const numWords = numLabelWords(text, words, i, mask);
    if (numWords === 0) continue;
    const { start } = words[i];
    i += numWords - 1;
    possessivePattern.lastIndex = words[i].end;
    spans.push(start, words[i].end + (possessivePattern.exec(text)?.[0].length ?? 0));
  }
  return spans;
}

/** How many words from the i-th on are a label; 0 where none begins there. */
function numLabelWords(text: string, words: readonly Word[], i: number, { names, labelStems, stem }: Mask): number {
  for (const further of names.get(words[i].unaccented) ?? []) {
    if (follows(text, words, i, further)) return 1 + further.length;
  }
  if (stem && labelStems.has(stem(words[i].normalised))) return 1;
  return isHyphenated(text, words, i) && isOneWordName(names.get(words[i].unaccented + words[i + 1].unaccented)) ? 2 : 0;
}

function follows(text: string, words: readonly Word[], i: number, further: readonly string[]): boolean {
  for (const expected of further) {
    const [word, next] = [words[i], words[++i]];
    if (next?.unaccented !== expected || !jointPattern.test(text.slice(word.end, next.start))) return false;
  }
  return true;
}

/** Whether a hyphen and nothing else joins a word to the next: "tea-cup", where "teacup" may be a label. */
function isHyphenated(text: string, words: readonly Word[], i: number): boolean {
  return i + 1 < words.length && words[i + 1].start === words[i].end + 1 && /\p{Pd}/u.test(text[words[i].end]);
}

const isOneWordName = (names: readonly (readonly string[])[] = []) => names.some(({ length }) => length === 0);

/** The text without its spans, nor the hyphen or the second space that their going leaves behind. */
function without(text: string, spans: readonly number[]): string {
  let rest = '';
  let from = 0;
  for (let i = 0; i < spans.length; i += 2) {
    rest += text.slice(from, spans[i]);
    from = spans[i + 1];
    if (/^\p{Pd}\p{L}/u.test(text.slice(from, from + 3))) from += 1;
    else if (/\p{L}\p{Pd}$/u.test(rest.slice(-3))) rest = rest.slice(0, -1);
    if (/^$|\s$/.test(rest.slice(-1)) && /\s/.test(text.charAt(from))) from += 1;
  }
  return rest + text.slice(from);
}
