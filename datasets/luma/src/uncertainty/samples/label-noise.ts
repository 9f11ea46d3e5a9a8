import type { Sample } from '@mmae/samples';
import { describePicture, stacked } from '../classes/descriptors.ts';
import { nearestOtherClass } from '../classes/nearest-class.ts';
import { randomFor } from '../random-for.ts';
import { flagged } from './flags.ts';

/**
 * Gives each sample, with probability `share`, the label of the class that its picture is most easily taken for. What it shows stays, and so does the
 * number of its true class in the column `class`.
 *
 * @param samples of one split
 */
export function withLabelNoise(samples: readonly Sample[], share: number, seed: number): Sample[] {
  const pictured = samples.filter(({ label, media }) => label !== undefined && media.image?.kind === 'pixels');
  const descriptions = stacked(pictured.map(({ media: { image } }) => describePicture(image as Extract<typeof image, { kind: 'pixels' }>)));
  const switched = Array.from(pictured.keys()).filter((i) => randomFor(seed, 'label', pictured[i].id).next() < share);
  const labels = nearestOtherClass(descriptions, pictured.map(({ label }) => label!), switched); // prettier-ignore
  const labelOf = new Map(switched.map((place, i) => [pictured[place].id, labels[i]]));
  return samples.map((sample) =>
    labelOf.has(sample.id) ? flagged({ ...sample, label: labelOf.get(sample.id) }, 'label', 'switched') : sample,
  );
}
