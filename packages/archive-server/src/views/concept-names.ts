import type { Concept, Vocabulary } from '@mmae/vocabulary';

/** The name of a concept in the first of these languages that it has; in English or any, where it has none of them. */
export function conceptName({ names, qcode }: Pick<Concept, 'names' | 'qcode'>, languages: readonly string[]): string {
  for (const language of [...languages, 'en']) {
    const found =
      Object.keys(names).find((own) => own === language) ?? Object.keys(names).find((own) => primary(own) === primary(language));
    if (found !== undefined) return names[found]!;
  }
  return Object.values(names)[0] ?? qcode;
}

const primary = (language: string) => language.toLowerCase().split('-', 1)[0];

/** `Accept-Language: de-AT, en;q=0.5` as a list, the most wanted first. */
export function acceptedLanguages(header: string | undefined): string[] {
  const wanted = (header ?? '').split(',').map((part) => {
    const [language = '', quality] = part.trim().split(/\s*;\s*q=/);
    return { language, quality: quality === undefined ? 1 : Number(quality) };
  });
  return wanted
    .filter(({ language, quality }) => language !== '' && language !== '*' && quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ language }) => language);
}

export type NameOf = (qcode: string) => string | undefined;

/** Names of concepts by qcode, for one request. */
export const nameReader =
  (vocabulary: Vocabulary | undefined, languages: readonly string[]): NameOf =>
  (qcode) => {
    const concept = vocabulary?.concept(qcode);
    return concept && conceptName(concept, languages);
  };
