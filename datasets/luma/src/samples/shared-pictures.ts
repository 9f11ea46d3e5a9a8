import type { Sample } from '@mmae/samples';
import { createHash } from 'node:crypto';

/** Pictures, byte for byte the same, that stand in more than one split. @returns by the picture's digest its splits */
export function sharedPictures(samples: readonly Sample[]): Map<string, ReadonlySet<string>> {
  const splitsOf = new Map<string, Set<string>>();
  for (const sample of samples) {
    const digest = pictureDigest(sample);
    if (digest !== undefined) splitsOf.set(digest, (splitsOf.get(digest) ?? new Set()).add(sample.split));
  }
  return new Map([...splitsOf].filter(([, splits]) => splits.size > 1));
}

/** Samples whose picture stands in another split as well say so in the column `samePictureIn`: "train". */
export function withSharedPictures(samples: readonly Sample[]): readonly Sample[] {
  const shared = sharedPictures(samples);
  if (shared.size === 0) return samples;
  return samples.map((sample) => {
    const others = [...(shared.get(pictureDigest(sample) ?? '') ?? [])].filter((split) => split !== sample.split);
    return others.length === 0 ? sample : { ...sample, extra: { ...sample.extra, samePictureIn: others.sort().join('+') } };
  });
}

const pictureDigest = ({ media: { image } }: Sample): string | undefined =>
  image?.kind === 'pixels' ? createHash('sha1').update(image.data).digest('base64') : undefined;
