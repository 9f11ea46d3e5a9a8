import type { Sample } from '@mmae/samples';
import type { Picture } from '../../pictures/picture.ts';
import { defaultSeed, defaultSplits, doesAsTool, type Uncertainty } from '../options.ts';
import { corruptPicture, pictureCorruptions, type PictureCorruption } from '../pictures/corruptions.ts';
import { oneOf, randomFor } from '../random-for.ts';
import { flagged } from './flags.ts';

/** What the tool corrupts, whatever it is asked for. */
const toolShare = 0.1;

/** Corruptions that the tool leaves as bytes; the others it leaves as floating point numbers of 0 … 255, which torchvision does not scale. */
const leftAsBytes: readonly PictureCorruption[] = ['jpegCompression', 'pixelation'];

/** A sample whose picture is corrupted, where its lot says so. */
export async function withNoisyPicture(sample: Sample, uncertainty: Uncertainty): Promise<Sample> {
  const { image } = sample.media;
  const asked = askedFor(sample, uncertainty);
  const random = randomFor(uncertainty.seed ?? defaultSeed, 'image', sample.id);
  if (!asked || image?.kind !== 'pixels' || random.next() >= asked.share) return sample;
  const kind = oneOf(asked.kinds, random);
  const corrupted = await corruptPicture(image, kind, asked.severity, random);
  const picture = doesAsTool(uncertainty, 'scale') && !leftAsBytes.includes(kind) ? tooBright(corrupted) : corrupted;
  return flagged({ ...sample, media: { ...sample.media, image: { kind: 'pixels', ...picture } } }, 'image', `${kind} ${asked.severity}`);
}

function askedFor({ split }: Sample, uncertainty: Uncertainty) {
  const { pictures, splits = defaultSplits } = uncertainty;
  const { share = 0, severity = 1, kinds = pictureCorruptions } = pictures ?? {};
  if (doesAsTool(uncertainty, 'noisy-clean')) return { share: toolShare, severity, kinds };
  return pictures && splits.includes(split) ? { share, severity, kinds } : undefined;
}

/** 255 times as bright, as far as bytes go: all that is not black is full. */
export const tooBright = (picture: Picture): Picture => ({ ...picture, data: picture.data.map((level) => (level > 0 ? 255 : 0)) });
