import type { Modality } from '@mmae/samples';

/** The one name of a set of modalities: sorted, joined by '+' ("audio+image"). */
export const subsetKey = (modalities: readonly Modality[]): string => [...modalities].sort().join('+');

/** The modalities of a `subsetKey`. */
export const fromSubsetKey = (key: string): Modality[] => (key === '' ? [] : key.split('+'));

/** Every subset but the empty one, small ones first: 2ⁿ − 1 of n modalities. */
export function allSubsets(modalities: readonly Modality[]): Modality[][] {
  const subsets = [...modalities]
    .sort()
    .reduce<Modality[][]>((found, modality) => [...found, ...found.map((subset) => [...subset, modality])], [[]]);
  return subsets.filter((subset) => subset.length > 0).sort((a, b) => a.length - b.length);
}
