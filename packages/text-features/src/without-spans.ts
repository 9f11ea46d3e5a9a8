/**
 * A text without some of its parts, nor the hyphen or the second space that their going leaves behind.
 *
 * @param spans start and end of each part, one after the other
 */
export function withoutSpans(text: string, spans: readonly number[]): string {
  const kept: string[] = []; // none empty
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
