import type { Manifest, Sample } from '@mmae/samples';
import type { ExtractedMedia } from './media.ts';

/** Fewer scored samples than this say little about clusters. */
const enough = 50;

/**
 * How many samples have labels, of those with media that can be used, and whether a report scores clusters by them: not where one label is all, or
 * hardly any two samples share one. A caution where few of them are scored.
 */
export function labelSummary({ samples }: Manifest, { extractions }: Pick<ExtractedMedia, 'extractions'>): string[] {
  const usable = samples.filter((_, sample) => Object.values(extractions).some(({ present }) => present[sample] === 1));
  const labelled = usable.filter(({ label }) => label);
  if (labelled.length === 0) return ['labels: none. Clusters are found all the same; how well they agree with labels is not scored'];
  const split = scoredSplit(usable);
  const scored = labelled.filter((sample) => sample.split === split);
  const read = [...scored, ...labelled.filter((sample) => sample.split === 'train')];
  const line = `labels: ${labelled.length} of ${usable.length} samples have one, of ${numLabels(labelled)} in all`;
  const without = 'so clusters are not scored by them';
  if (numLabels(read) <= 1) return [`${line}; train and ${split} have no two labels, ${without}`];
  if (2 * numLabels(read) > read.length) return [`${line}; fewer than two samples a label, ${without}`];
  const few = `few: ${scored.length} labelled samples in ${split} say little, ${enough} say more. Label more, or name more rows test in the column split`;
  if (numLabels(scored) <= 1) return [`${line}; the ${scored.length} in ${split} have no two labels, ${without}`, few];
  return [`${line}; ${scored.length} of them are in ${split}, by which clusters are scored`, ...(scored.length < enough ? [few] : [])];
}

const numLabels = (samples: readonly Sample[]) => new Set(samples.map(({ label }) => label)).size;

/** Test, or validation where test has no two samples, as in a report. */
function scoredSplit(samples: readonly Sample[]): 'test' | 'validation' {
  const isScored = (split: string) => samples.filter((sample) => sample.split === split).length > 1;
  return !isScored('test') && isScored('validation') ? 'validation' : 'test';
}
