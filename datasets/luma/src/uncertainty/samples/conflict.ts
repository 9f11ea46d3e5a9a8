import type { Modality, Sample } from '@mmae/samples';
import { knownClasses } from '../../classes.ts';
import { oneOf, randomFor } from '../random-for.ts';
import { flagged } from './flags.ts';

/** What a sample says of each modality, which goes where it goes. */
const belongings: Readonly<Record<Modality, readonly string[]>> = { audio: ['voice', 'clipSource', 'heard'], image: ['imageSource'] };

/**
 * Gives a share of each class's samples one modality, drawn anew for each, of the sample at the same place of the next class (ray's next is man).
 * Their labels stay.
 */
export function withConflict(samples: readonly Sample[], share: number, seed: number): Sample[] {
  const byClass = new Map(knownClasses.map((label) => [label, samples.filter((sample) => sample.label === label)]));
  const donors = new Map<string, Sample>();
  knownClasses.forEach((label, place) => {
    const [own, others] = [byClass.get(label)!, byClass.get(knownClasses[(place + 1) % knownClasses.length])!];
    if (others.length === 0) return;
    const chosen = randomFor(seed, 'conflict', label)
      .permutation(own.length)
      .subarray(0, Math.round(share * own.length));
    for (const i of chosen) donors.set(own[i].id, others[i % others.length]);
  });
  return samples.map((sample) => {
    const donor = donors.get(sample.id);
    const shared = donor ? Object.keys(sample.media).filter((modality) => modality in donor.media) : [];
    return shared.length === 0 ? sample : grafted(sample, donor!, oneOf(shared, randomFor(seed, 'conflict', sample.id)));
  });
}

function grafted(sample: Sample, donor: Sample, modality: Modality): Sample {
  const extra = Object.fromEntries((belongings[modality] ?? []).map((name) => [name, donor.extra[name]]));
  const mixed = {
    ...sample,
    ...(modality === 'audio' && { group: donor.group }),
    media: { ...sample.media, [modality]: donor.media[modality] },
    extra: { ...sample.extra, ...extra },
  };
  return flagged(mixed, modality as 'image' | 'audio' | 'text', 'conflict');
}
