/** Texts that share this part of their words say nearly the same. */
const minOverlap = 0.6;

/**
 * Groups items whose texts say nearly the same ("a bottle for holding wine", "a bottle for holding water"), so that no such pair is in two splits.
 * Items of two labels are never grouped.
 *
 * @returns the group by id: the first id of the group
 */
export function groupsOf(items: readonly { readonly id: string; readonly label: string; readonly text: string }[]): Map<string, string> {
  const groups = new Map<string, string>();
  const seen: { readonly id: string; readonly label: string; readonly words: ReadonlySet<string> }[] = [];
  for (const { id, label, text } of items) {
    const words = wordsOf(text);
    const alike = seen.filter((other) => other.label === label && overlap(words, other.words) >= minOverlap);
    const joined = new Set(alike.map((other) => groups.get(other.id)!));
    const [group = id] = joined;
    for (const [each, its] of groups) if (joined.has(its)) groups.set(each, group);
    groups.set(id, group);
    seen.push({ id, label, words });
  }
  return groups;
}

const wordsOf = (text: string): ReadonlySet<string> => new Set(text.toLowerCase().match(/[a-z]{3,}/g));

/** Words in common by words in either (Jaccard). */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const numCommon = [...a].filter((word) => b.has(word)).length;
  return numCommon / Math.max(1, a.size + b.size - numCommon);
}
