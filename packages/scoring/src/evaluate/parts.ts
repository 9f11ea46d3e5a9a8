import type { Run } from '../run.ts';

/** Scored samples that share a value of a column of the manifest: real voices, pictures with a corruption. */
export interface Part {
  readonly column: string;
  readonly value: string;
  /** places in the task's `scored` */
  readonly places: readonly number[];
}

/** Fewer samples say little. */
const fewSamples = 20;
/** A column of more values is a description, not a kind. */
export const maxColumnValues = 24;

/** The parts of the scored samples by each further column of the manifest that tells at least two of them apart. */
export function partsOf({ samples }: Run, scored: Uint32Array): Part[] {
  const columns = Object.keys(samples[0]?.extra ?? {});
  return columns.flatMap((column) => {
    const placesOf = new Map<string, number[]>();
    scored.forEach((row, place) => {
      const value = samples[row].extra[column] ?? '';
      if (value !== '') placesOf.set(value, [...(placesOf.get(value) ?? []), place]);
    });
    if (placesOf.size > maxColumnValues) return [];
    const large = [...placesOf].filter(([, places]) => places.length >= fewSamples).sort(([a], [b]) => (a < b ? -1 : 1));
    return large.length > 1 ? large.map(([value, places]) => ({ column, value, places })) : [];
  });
}
