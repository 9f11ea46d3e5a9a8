import type { Sample } from '@mmae/samples';

/** The column by which a report tells altered samples from others. */
const column = 'corruption';

/** What a sample says where nothing was altered in it though it might have been. */
export const unaltered = 'none';

/** Adds what was altered to what the sample says already: "image:gaussianNoise 3+label:switched". */
export function flagged(sample: Sample, alteration: string): Sample {
  const before = corruptionOf(sample);
  const all = before === undefined || before === unaltered ? alteration : `${before}+${alteration}`;
  return { ...sample, extra: { ...sample.extra, [column]: all } };
}

export const corruptionOf = ({ extra }: Sample): string | undefined => extra[column];
