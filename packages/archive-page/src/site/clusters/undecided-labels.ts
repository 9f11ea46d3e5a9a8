import type { TagView } from '@mmae/archive-server';

/** Labels that the machine proposes and nobody has decided on, those of most samples first. */
export function undecidedLabels(tagsOfSamples: readonly (readonly TagView[])[]): string[] {
  const counts = new Map<string, number>();
  for (const tags of tagsOfSamples)
    for (const { label, machine, verdict } of tags) if (machine && verdict === undefined) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([label]) => label);
}
