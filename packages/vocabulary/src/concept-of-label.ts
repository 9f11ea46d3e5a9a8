import type { Vocabulary } from './vocabulary.ts';

/** Matches from this score on are certain enough to be stored without asking anybody: a name, an alias, or all stems of a name, however it is spelled. */
const certainScore = 0.72;

/** A function that gives the qcode of the concept that a label surely means, or undefined; each label is looked up once. */
export function conceptOfLabel(vocabulary: Vocabulary, language?: string): (label: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  return (label) => {
    if (!known.has(label)) known.set(label, surelyMeant(vocabulary, label, language));
    return known.get(label);
  };
}

/** Two concepts with the best score leave it open which is meant; a retired concept is never taken. */
function surelyMeant(vocabulary: Vocabulary, label: string, language?: string): string | undefined {
  const [best, second] = vocabulary.match(label, { language, limit: 50 }).filter(({ concept }) => !concept.isRetired);
  if (!best || best.score < certainScore || best.score === second?.score) return undefined;
  return best.concept.qcode;
}
