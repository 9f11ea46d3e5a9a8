import { Converter } from 'opencc-js/t2cn';
import { remembering } from './remembering.ts';
import { folded } from './spellings.ts';
import { joints } from './joints.ts';
import { isUnspaced, segments } from './tokenize.ts';
import { withoutSpans } from './without-spans.ts';

const emojiPattern = /\p{RI}{2}|(?!\p{L})\p{Extended_Pictographic}(?:[\p{M}\p{EMod}]|\u200D\p{Extended_Pictographic})*/gu;

/** A character with its marks, the vowel and last consonant of decomposed Hangul, its half-width voicing, its tone of skin, and all that joiners make one picture with it. */
const characterPattern = /\p{RI}{2}|[^](?:[\p{M}\p{EMod}\u200D\uFF9E\uFF9F\u1160-\u11FF]|(?<=\u200D)\p{Extended_Pictographic})*/gu;

const onlyJoints = new RegExp(`^${joints}+$`, 'v');

const simplified = Converter({ from: 't', to: 'cn' });

/** A character as it is compared: folded, in simplified Chinese, in Katakana or Hiragana as it stands; '' for spaces, hyphens and their like. */
const foldedCharacter = remembering((character) => (onlyJoints.test(character) ? '' : simplified(folded(character))));

const inHiragana = (text: string) => text.replace(/[ァ-ヶ]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0x60));

/** A text to look for names in, and where each of its UTF-16 units comes from: -1 within a character. */
interface FoldedText {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** The parts of a label that are looked for everywhere: its emoji, and itself where it is written in a script without spaces. */
export const unspacedNamesOf = (name: string): readonly string[] => [
  ...(isUnspaced(name) ? [name] : []),
  ...(name.match(emojiPattern) ?? []),
];

/**
 * Removes names in scripts without spaces wherever their characters stand, and emoji: full or half width, composed or not, simplified or
 * traditional, with a space, a hyphen or a dot between. Katakana goes for Hiragana and the reverse where ICU takes it for a whole word ("ねこが" for
 * "ネコ", but not "とらえる" for "トラ").
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
  for (const sharing of byFirst.values()) sharing.sort((a, b) => b.length - a.length); // the longest name first
  return byFirst;
}

function fold(text: string): FoldedText {
  let foldedText = '';
  const [starts, ends]: number[][] = [[], []];
  for (const { 0: character, index } of text.matchAll(characterPattern)) {
    const as = foldedCharacter(character);
    if (as === '') continue;
    foldedText += as;
    for (const offsets of [starts, ends]) while (offsets.length < foldedText.length) offsets.push(-1);
    starts[foldedText.length - as.length] = index;
    ends[foldedText.length - 1] = index + character.length;
  }
  return { text: foldedText, starts, ends };
}

/** Where names stand: start and end, one after the other. */
function spansOf(
  { text, starts, ends }: FoldedText,
  byFirst: ReadonlyMap<string, readonly string[]>,
  exact: ReadonlySet<string>,
): number[] {
  const hiragana = inHiragana(text);
  let boundaries: ReadonlySet<number> | undefined;
  const isWhole = (start: number, end: number) => (boundaries ??= wordBoundaries(text)).has(start) && boundaries.has(end);
  const spans: number[] = [];
  for (let i = 0; i < text.length; i++) {
    if (starts[i] < 0) continue;
    const found = byFirst.get(hiragana[i])?.find((name) => {
      const end = i + name.length;
      return hiragana.startsWith(name, i) && ends[end - 1] >= 0 && (exact.has(text.slice(i, end)) || isWhole(i, end));
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
