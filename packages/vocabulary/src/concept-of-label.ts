import type { Vocabulary } from './vocabulary.ts';

/**
 * Matches from this score on are certain enough to be stored without asking anybody: a name, an alias, or all stems of a name of which three quarters of the
 * letters agree. `rivers` means `river`, but `national` not `nationalisation`, although French stems them alike.
 */
const certainScore = 0.78;

/**
 * A function that gives the qcode of the concept that a label surely means, or undefined; each label is looked up once.
 *
 * @param languages in which labels may be (BCP 47), the likeliest first; in other languages, only a whole name or alias counts
 */
export function conceptOfLabel(vocabulary: Vocabulary, languages: readonly string[] = []): (label: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  return (label) => {
    if (!known.has(label)) known.set(label, lookUp(vocabulary, label, languages));
    return known.get(label);
  };
}

function lookUp(vocabulary: Vocabulary, label: string, languages: readonly string[]): string | undefined {
  for (const language of [...languages, undefined]) {
    const qcode = surelyMeant(vocabulary, label, language);
    if (qcode !== undefined) return qcode;
  }
  return undefined;
}

/** Two concepts with the best score leave it open which is meant; a retired concept is never taken. */
function surelyMeant(vocabulary: Vocabulary, label: string, language: string | undefined): string | undefined {
  const matches = vocabulary.match(label, { language, limit: 50 }).filter(({ concept }) => !concept.isRetired);
  const [best, second] = language === undefined ? matches.filter(({ by }) => by !== 'stem') : matches;
  if (!best || best.score < certainScore || best.score === second?.score) return undefined;
  return best.concept.qcode;
}
