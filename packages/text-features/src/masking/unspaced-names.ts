import { Converter } from 'opencc-js/t2cn';
import { memoized } from '../memoized.ts';
import { isUnspaced, segments } from '../tokenize.ts';
import { separators, withoutSpans } from './separators.ts';
import { folded } from './spellings.ts';

const emojiPattern = /\p{RI}{2}|(?!\p{L})\p{Extended_Pictographic}(?:[\p{M}\p{EMod}]|\u200D\p{Extended_Pictographic})*/gu;

/** A character with its marks, the vowel and final consonant of decomposed Hangul, half-width voicing marks, skin tone and all emoji joined to it. */
const characterPattern = /\p{RI}{2}|[^](?:[\p{M}\p{EMod}\u200D\uFF9E\uFF9F\u1160-\u11FF]|(?<=\u200D)\p{Extended_Pictographic})*/gu;

const separatorsOnly = new RegExp(`^${separators}+$`, 'v');

const simplified = Converter({ from: 't', to: 'cn' });

/** A character in the form that is compared: folded, in simplified Chinese, with kana unchanged; '' for separators. */
const foldedCharacter = memoized((character) => (separatorsOnly.test(character) ? '' : simplified(folded(character))));

const inHiragana = (text: string) => text.replace(/[ァ-ヶ]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0x60));

/** A folded text to search for names, and the original offset of each of its UTF-16 units; −1 within a character. */
interface FoldedText {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** The parts of a name that are found even inside words: emoji, and the name itself if it is in a script without spaces. */
export const unspacedNamesOf = (name: string): readonly string[] => [
  ...(isUnspaced(name) ? [name] : []),
  ...(name.match(emojiPattern) ?? []),
];

/**
 * Removes emoji, and names in scripts without spaces wherever their characters occur: full or half width, composed or decomposed, simplified or
 * traditional, with separators between them. Hiragana matches Katakana, and the reverse, if ICU regards it as a whole word ("ねこが" contains "ネコ",
 * "とらえる" does not contain "トラ").
 */
export function unspacedMask(names: readonly string[]): (text: string) => string {
  const byFirst = byFirstUnit(names.map((name) => inHiragana(fold(name).text)));
  const exact = new Set(names.map((name) => fold(name).text));
  if (byFirst.size === 0) return (text) => text;
  return (text) => (isUnspaced(text) || text.search(emojiPattern) >= 0 ? withoutSpans(text, spansOf(fold(text), byFirst, exact)) : text);
}

function byFirstUnit(names: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const byFirst = new Map<string, string[]>();
  for (const name of new Set(names)) if (name) byFirst.set(name[0], [...(byFirst.get(name[0]) ?? []), name]);
  for (const group of byFirst.values()) group.sort((a, b) => b.length - a.length); // the longest name first
  return byFirst;
}

function fold(text: string): FoldedText {
  let foldedText = '';
  const [starts, ends]: number[][] = [[], []];
  for (const { 0: character, index } of text.matchAll(characterPattern)) {
    const replacement = foldedCharacter(character);
    if (replacement === '') continue;
    foldedText += replacement;
    for (const offsets of [starts, ends]) while (offsets.length < foldedText.length) offsets.push(-1);
    starts[foldedText.length - replacement.length] = index;
    ends[foldedText.length - 1] = index + character.length;
  }
  return { text: foldedText, starts, ends };
}

/** The spans of names: `[start, end, start, end, …]`. */
function spansOf(
  { text, starts, ends }: FoldedText,
  byFirst: ReadonlyMap<string, readonly string[]>,
  exact: ReadonlySet<string>,
): number[] {
  const hiragana = inHiragana(text);
  let boundaries: ReadonlySet<number> | undefined;
  const isWholeWord = (start: number, end: number) => (boundaries ??= wordBoundaries(text)).has(start) && boundaries.has(end);
  const spans: number[] = [];
  for (let i = 0; i < text.length; i++) {
    if (starts[i] < 0) continue;
    const found = byFirst.get(hiragana[i])?.find((name) => {
      const end = i + name.length;
      return hiragana.startsWith(name, i) && ends[end - 1] >= 0 && (exact.has(text.slice(i, end)) || isWholeWord(i, end));
    });
    if (!found) continue;
    spans.push(starts[i], ends[i + found.length - 1]);
    i += found.length - 1;
  }
  return spans;
}

function wordBoundaries(text: string): ReadonlySet<number> {
  const boundaries = new Set([0]);
  let end = 0;
  for (const segment of segments(text)) boundaries.add((end += segment.length));
  return boundaries;
}
