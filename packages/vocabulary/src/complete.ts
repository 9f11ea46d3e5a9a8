import { isSameLanguage } from './match.ts';
import type { NamedConcept, NameIndex } from './name-index.ts';
import { nameKey } from './name-key.ts';
import type { Concept } from './vocabulary.ts';

/** Concepts in use that have a name or alias with a word that begins with the prefix: first those whose name begins with it, shorter names first. */
export function conceptsByPrefix(
  { byKey }: NameIndex,
  prefix: string,
  { language, limit = 10 }: { readonly language?: string; readonly limit?: number } = {},
): Concept[] {
  const key = nameKey(prefix);
  if (key === '') return [];
  const keys = [...byKey.keys()].filter((each) => each.startsWith(key) || each.includes(` ${key}`));
  const named = keys.flatMap((each) => byKey.get(each) ?? []);
  const usable = named.filter((name) => !name.concept.isRetired && isSameLanguage(name.language, language));
  return [...new Set(usable.sort(byFitness(key)).map(({ concept }) => concept))].slice(0, limit);
}

const byFitness = (key: string) => (a: NamedConcept, b: NamedConcept) =>
  Number(b.key.startsWith(key)) - Number(a.key.startsWith(key)) || a.key.length - b.key.length || (a.key < b.key ? -1 : 1);
