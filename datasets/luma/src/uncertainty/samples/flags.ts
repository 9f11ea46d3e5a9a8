import type { Sample } from '@mmae/samples';

/** What of a sample can be altered. */
type Part = 'image' | 'audio' | 'text' | 'label';

/** The column that names the altered parts of a sample, by which a report tells altered samples from others. */
const summary = 'corruption';
const unaltered = 'none';

const columnOf = (part: string): string => `${part}Corruption`;

/** Says of a sample what was altered: `corruption` "image+label", `imageCorruption` "gaussianNoise 3", `labelCorruption` "switched". */
export function flagged(sample: Sample, part: Part, alteration: string): Sample {
  const { [summary]: parts = '', [columnOf(part)]: before = '' } = sample.extra;
  const extra = { ...sample.extra, [summary]: joined(parts, part), [columnOf(part)]: joined(before, alteration) };
  return { ...sample, extra };
}

/** Says "none" wherever nothing was altered, in the columns that any sample has. */
export function withoutGaps(samples: readonly Sample[]): Sample[] {
  const names = new Set(samples.flatMap(({ extra }) => Object.keys(extra).filter((name) => name.endsWith('Corruption'))));
  const gaps = Object.fromEntries([summary, ...names].map((name) => [name, unaltered]));
  return samples.map((sample) => ({ ...sample, extra: { ...gaps, ...sample.extra } }));
}

const joined = (before: string, part: string): string => [...new Set([...before.split('+'), part])].filter((each) => each !== '').join('+');
