import { archiveWords, type WordTerm } from '@mmae/archive-store';

/** A query of words, as {@link parseQuery} reads it. */
export interface ParsedQuery {
  readonly terms: readonly WordTerm[];
  /** distinct whole words that are looked for: those that an answer may name as unknown */
  readonly words: readonly string[];
  /** the query without marks and excluded words, for the text encoder; empty if there is nothing to embed */
  readonly plain: string;
}

/** A minus at the start of a word, then a quoted phrase or a run without spaces and quotes. */
const parts = /(?<minus>(?<![^\s])[-−])?(?:["“”„«»](?<phrase>[^"“”„«»]*)["“”„«»]|(?<run>[^\s"“”„«»]+))/gu;

/**
 * Reads a query: words, `"phrases"` in quotes of any kind, prefixes (`harb*`), and what no answer may have (`-night`, `-"at night"`). Words are split like
 * those of the archive, so a run such as "l'été" or one of a script without spaces is a phrase of several words. An open quote counts as a space.
 */
export function parseQuery(text: string): ParsedQuery {
  const terms: WordTerm[] = [];
  const plain: string[] = [];
  for (const { groups } of text.matchAll(parts)) {
    const { minus, phrase, run = '' } = groups as { minus?: string; phrase?: string; run?: string };
    const content = phrase ?? run;
    const isPrefix = phrase === undefined && content.endsWith('*');
    const words = archiveWords(content);
    if (words.length === 0) continue;
    terms.push({ words, ...(isPrefix && { isPrefix }), ...(minus && { isExcluded: true }) });
    if (!minus) plain.push(content.replaceAll('*', ' ').trim());
  }
  const whole = terms.filter(({ isExcluded }) => !isExcluded).flatMap(({ words, isPrefix }) => (isPrefix ? words.slice(0, -1) : words));
  return { terms, words: [...new Set(whole)], plain: plain.join(' ') };
}
