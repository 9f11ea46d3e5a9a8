import type { Manifest } from '@mmae/samples';

/** Fewer scored samples than this say little about clusters. */
const enough = 50;

/** How many samples have labels, in test above all, where some have; a caution where they are too few to score by. */
export function labelSummary({ samples }: Manifest): string[] {
  const labelled = samples.filter(({ label }) => label);
  if (labelled.length === 0) return ['labels: none. Clusters are found all the same; how well they agree with labels is not scored'];
  const scored = ['test', 'validation'].map((split) => ({ split, count: labelled.filter((sample) => sample.split === split).length }));
  const { split, count } = scored.find(({ split }) => samples.some((sample) => sample.split === split)) ?? scored[0];
  const numLabels = new Set(labelled.map(({ label }) => label)).size;
  const line = `labels: ${labelled.length} of ${samples.length} samples have one, of ${numLabels} in all; ${count} of them are in ${split}, by which clusters are scored`;
  if (count >= enough) return [line];
  return [
    line,
    `few: with fewer than ${enough} labelled samples in ${split} scores say little. Label more, or name more rows ${split} in the column split`,
  ];
}
