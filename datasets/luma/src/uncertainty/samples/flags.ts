import type { Sample } from '@mmae/samples';

/** What can be altered in a sample. */
type Part = 'image' | 'audio' | 'text' | 'label';

/** The column that names the altered parts of a sample. */
const summaryColumn = 'corruption';
const unaltered = 'none';

const columnOf = (part: string): string => `${part}Corruption`;

/**
 * Records an alteration: the column `corruption` lists the altered parts ("image+label"), and a column per part says how ("gaussianNoise 3" in
 * `imageCorruption`, "switched" in `labelCorruption`).
 */
export function flagged(sample: Sample, part: Part, alteration: string): Sample {
  const { [summaryColumn]: parts = '', [columnOf(part)]: before = '' } = sample.extra;
  const extra = { ...sample.extra, [summaryColumn]: joined(parts, part), [columnOf(part)]: joined(before, alteration) };
  return { ...sample, extra };
}

/** Writes "none" in these columns for samples without the alteration. */
export function fillFlags(samples: readonly Sample[]): Sample[] {
  const names = new Set(samples.flatMap(({ extra }) => Object.keys(extra).filter((name) => name.endsWith('Corruption'))));
  const defaults = Object.fromEntries([summaryColumn, ...names].map((name) => [name, unaltered]));
  return samples.map((sample) => ({ ...sample, extra: { ...defaults, ...sample.extra } }));
}

const joined = (before: string, part: string): string => [...new Set([...before.split('+'), part])].filter((each) => each !== '').join('+');
