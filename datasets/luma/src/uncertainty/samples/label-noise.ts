import type { Sample } from '@mmae/samples';
import { describeImage, toMatrix } from '../classes/descriptors.ts';
import { nearestOtherClass } from '../classes/nearest-class.ts';
import { randomFor } from '../uncertainty.ts';
import { flagged } from './flags.ts';

/**
 * Gives each sample, with probability `share`, the label of the class that its image is most easily confused with. The media stay, and the number of
 * the true class in the column `class`.
 *
 * @param samples of one split
 */
export function withLabelNoise(samples: readonly Sample[], share: number, seed: number): Sample[] {
  const withImages = samples.filter(({ label, media }) => label !== undefined && media.image?.kind === 'pixels');
  const descriptions = toMatrix(
    withImages.map(({ media: { image } }) => describeImage(image as Extract<typeof image, { kind: 'pixels' }>)),
  );
  const switched = Array.from(withImages.keys()).filter((i) => randomFor(seed, 'label', withImages[i].id).next() < share);
  const labels = nearestOtherClass(descriptions, withImages.map(({ label }) => label!), switched); // prettier-ignore
  const labelOf = new Map(switched.map((index, i) => [withImages[index].id, labels[i]]));
  return samples.map((sample) =>
    labelOf.has(sample.id) ? flagged({ ...sample, label: labelOf.get(sample.id) }, 'label', 'switched') : sample,
  );
}
