import type { Modality, Sample } from '@mmae/samples';
import { knownClasses } from '../../classes.ts';
import { oneOf, randomFor } from '../uncertainty.ts';
import { flagged } from './flags.ts';

/** Columns that describe a modality, and are exchanged with it. */
const columnsOf: Readonly<Record<Modality, readonly string[]>> = { audio: ['voice', 'clipSource', 'heard'], image: ['imageSource'] };

/**
 * Replaces one modality, drawn for each sample, in a share of the samples of each class by that of the sample with the same index in the next class
 * (after the last class, ray, comes man). The labels stay.
 */
export function withConflict(samples: readonly Sample[], share: number, seed: number): Sample[] {
  const byClass = new Map(knownClasses.map((label) => [label, samples.filter((sample) => sample.label === label)]));
  const donors = new Map<string, Sample>();
  knownClasses.forEach((label, index) => {
    const [own, others] = [byClass.get(label)!, byClass.get(knownClasses[(index + 1) % knownClasses.length])!];
    if (others.length === 0) return;
    const chosen = randomFor(seed, 'conflict', label)
      .permutation(own.length)
      .subarray(0, Math.round(share * own.length));
    for (const i of chosen) donors.set(own[i].id, others[i % others.length]);
  });
  return samples.map((sample) => {
    const donor = donors.get(sample.id);
    const shared = donor ? Object.keys(sample.media).filter((modality) => modality in donor.media) : [];
    return shared.length === 0 ? sample : withModalityOf(donor!, sample, oneOf(shared, randomFor(seed, 'conflict', sample.id)));
  });
}

function withModalityOf(donor: Sample, sample: Sample, modality: Modality): Sample {
  const extra = Object.fromEntries((columnsOf[modality] ?? []).map((name) => [name, donor.extra[name]]));
  const mixed = {
    ...sample,
    ...(modality === 'audio' && { group: donor.group }),
    media: { ...sample.media, [modality]: donor.media[modality] },
    extra: { ...sample.extra, ...extra },
  };
  return flagged(mixed, modality as 'image' | 'audio' | 'text', 'conflict');
}
