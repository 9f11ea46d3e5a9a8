import type { Novelty } from '@mmae/embedder';
import type { Modality } from '@mmae/samples';
import type { Describer } from '@mmae/tagging';

/** What a run cannot say about new media, because it had too few validation samples, a line each: an empty result would look like an answer. */
export function missingCalibration(
  modalities: readonly Modality[],
  { thresholds }: Pick<Novelty, 'thresholds'>,
  describer: Describer | undefined,
): string[] {
  const without = modalities.filter((modality) => typeof thresholds[modality] !== 'number');
  const reason = 'the run had too few validation samples';
  return [
    ...(without.length > 0 ? [`novelty by ${without.join(', ')} is unknown: ${reason}`] : []),
    ...(describer ? [] : [`no tags, as their confidence is unknown: ${reason}`]),
  ];
}
