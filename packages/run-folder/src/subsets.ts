import type { Modality } from '@mmae/samples';

/** The name of a set of modalities: sorted and joined by '+', such as "audio+image". */
export const subsetKey = (modalities: readonly Modality[]): string => [...modalities].sort().join('+');

/** The modalities that a `subsetKey` names. */
export const fromSubsetKey = (key: string): Modality[] => (key === '' ? [] : key.split('+'));

/** All subsets except the empty one, smallest first: 2ⁿ − 1 of n modalities. */
export function allSubsets(modalities: readonly Modality[]): Modality[][] {
  const subsets = [...modalities]
    .sort()
    .reduce<Modality[][]>((found, modality) => [...found, ...found.map((subset) => [...subset, modality])], [[]]);
  return subsets.filter((subset) => subset.length > 0).sort((a, b) => a.length - b.length);
}
