import { isSameLanguage } from './match.ts';
import type { Concept } from './vocabulary.ts';

/** The name of a concept in a language (BCP 47), else in the same language elsewhere, else in English, else any; with the language that it is in. */
export function conceptName({ names, qcode }: Concept, language: string): { readonly name: string; readonly language: string } {
  const languages = Object.keys(names);
  const chosen =
    languages.find((each) => each === language) ??
    languages.find((each) => isSameLanguage(each, language)) ??
    languages.find((each) => isSameLanguage(each, 'en')) ??
    languages.at(0);
  return chosen === undefined ? { name: qcode, language: 'und' } : { name: names[chosen], language: chosen };
}
