import type { Novelty } from '@mmae/embedder';
import type { Modality } from '@mmae/samples';
import type { Describer } from '@mmae/tagging';

/** What a run cannot say of new media, as it had too little validation to learn it from: an empty file would look like an answer. */
export function notKnown(modalities: readonly Modality[], { thresholds }: Novelty, describer: Describer | undefined): string[] {
  const without = modalities.filter((modality) => typeof thresholds[modality] !== 'number');
  const why = 'the run had too few validation samples to learn it from';
  return [
    ...(without.length > 0 ? [`not known by ${without.join(', ')}: whether a sample is unlike all that was trained on; ${why}`] : []),
    ...(describer ? [] : [`no tags: how far to trust them is not known; ${why}`]),
  ];
}
