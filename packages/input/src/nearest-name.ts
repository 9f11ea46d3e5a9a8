import { distance } from 'fastest-levenshtein';

/** The known name with the fewest edits from a misspelt one; undefined where every known name differs by more than a third of its letters. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const ranked = known.map((candidate) => ({ candidate, edits: editsBetween(name.toLowerCase(), candidate.toLowerCase()) }));
  const nearest = ranked.sort((a, b) => a.edits - b.edits)[0];
  return nearest && nearest.edits <= Math.max(1, nearest.candidate.length / 3) ? nearest.candidate : undefined;
}

/** Letters inserted, deleted or replaced; two that are swapped count as one edit. */
const editsBetween = (a: string, b: string) => distance(a, b) / (sorted(a) === sorted(b) ? 2 : 1);

const sorted = (word: string) => Array.from(word).sort().join('');
