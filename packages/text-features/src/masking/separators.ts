// Characters between the words of one name, as parts of a character class in a regular expression with flag v.

/** Apostrophes of keyboards, typesetting and transcription. */
export const apostrophes = "'’‘‛ʼʻ＇`´′";

/** Marks without width: possible line breaks, non-joiners, directional marks. */
const zeroWidth = '\\u200B\\u200C\\u200E\\u200F\\u061C\\u202A-\\u202E\\u2066-\\u2069';

/** Characters that join two words to one: hyphens, underscores, middle dots and marks without width. */
export const hyphens = `[\\p{Pd}_·・${zeroWidth}]`;

/** All characters that may separate the words of a name: the above, white space, full stops and apostrophes. */
export const separators = `[${hyphens}\\s.${apostrophes}]`;

/**
 * Removes parts of a text, along with a hyphen or a double space that would be left behind.
 *
 * @param spans start and end of each part, in order: `[start, end, start, end, …]`
 */
export function withoutSpans(text: string, spans: readonly number[]): string {
  const kept: string[] = []; // no empty strings
  let from = 0;
  for (let i = 0; i < spans.length; i += 2) {
    if (spans[i] > from) kept.push(text.slice(from, spans[i]));
    from = spans[i + 1];
    if (/^\p{Pd}\p{L}/u.test(text.slice(from, from + 3))) from += 1;
    else if (/\p{L}\p{Pd}$/u.test(endOf(kept))) dropLastUnit(kept);
    if (/^$|\s$/.test(endOf(kept)) && /\s/.test(text.charAt(from))) from += 1;
  }
  return kept.join('') + text.slice(from);
}

/** The last three UTF-16 units, enough for a letter and a hyphen. */
const endOf = (kept: readonly string[]) => kept.slice(-3).join('').slice(-3);

function dropLastUnit(kept: string[]): void {
  const shortened = kept.pop()!.slice(0, -1);
  if (shortened) kept.push(shortened);
}
