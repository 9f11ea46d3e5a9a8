import { conceptName, type Vocabulary } from '@mmae/vocabulary';

/** The most wanted language of `Accept-Language: de-AT, en;q=0.5`; English where it names none. */
export function wantedLanguage(header: string | undefined): string {
  const wanted = (header ?? '').split(',').map((part) => {
    const [language = '', quality = '1'] = part.trim().split(/\s*;\s*q=/);
    return { language, quality: Number(quality) };
  });
  const known = wanted.filter(({ language, quality }) => /^[a-z]{2,3}(-\w+)*$/i.test(language) && quality > 0);
  return known.sort((a, b) => b.quality - a.quality)[0]?.language ?? 'en';
}

export type NameOf = (qcode: string) => string | undefined;

/** Names of concepts by qcode, in one language. */
export const nameReader =
  (vocabulary: Vocabulary | undefined, language: string): NameOf =>
  (qcode) => {
    const concept = vocabulary?.concept(qcode);
    return concept && conceptName(concept, language).name;
  };
