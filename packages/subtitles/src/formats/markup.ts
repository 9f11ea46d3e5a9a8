import { decodeHTML } from 'entities';

/**
 * The words of a cue: removes `<i>`, `<v Ann>`, `<00:01.000>` and `{\an8}`, decodes `&amp;`, removes marks of the writing direction, and trims
 * each line. Lines without words are removed.
 */
export function withoutMarkup(text: string): string {
  const untagged = text.replaceAll(/<(?:\/?[a-z][^<>]*|[\d:.]+)>|\{\\[^{}]*\}/gi, '');
  return trimmedLines(decodeHTML(untagged));
}

/** Lines without surrounding or repeated spaces, marks of the writing direction and control characters; empty ones are removed. */
export const trimmedLines = (text: string): string =>
  text
    .split('\n')
    .map((line) =>
      line
        .replaceAll(/[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\p{Cc}]/gu, (character) => (character === '\t' ? ' ' : ''))
        .replaceAll(/\p{Zs}+/gu, ' ')
        .trim(),
    )
    .filter((line) => line !== '')
    .join('\n');

/** The speaker of a WebVTT cue, `<v.loud Ann Lee>`, if it has only one. */
export function speakerOf(text: string): string | undefined {
  const names = new Set([...text.matchAll(/<v(?:\.[^\s<>]*)?\s+([^<>]+)>/g)].map(([, name]) => decodeHTML(name).trim()));
  return names.size === 1 ? [...names][0] || undefined : undefined;
}
