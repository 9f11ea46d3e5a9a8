import type { Random } from '@mmae/random';
import type { Picture } from '../../pictures/picture.ts';
import { defocusBlur, gaussianBlur } from './blur.ts';
import { jpegCompression } from './jpeg.ts';
import { gaussianNoise, impulseNoise, shotNoise } from './noise.ts';
import { pixelation } from './pixelation.ts';
import { brightness, contrast } from './tone.ts';

/** 1 can hardly be seen, 5 is the worst. */
export type Severity = 1 | 2 | 3 | 4 | 5;

/**
 * Corruptions of a picture, each with its constants for severities 1 to 5: those of CIFAR-10-C (Hendrycks and Dietterich, arXiv 1903.12261,
 * and the program published with it), made for pictures of 32 × 32.
 */
const corruptions = {
  gaussianNoise: at([0.04, 0.06, 0.08, 0.09, 0.1], gaussianNoise),
  shotNoise: at([500, 250, 100, 75, 50], shotNoise),
  impulseNoise: at([0.01, 0.02, 0.03, 0.05, 0.07], impulseNoise),
  gaussianBlur: at([0.4, 0.6, 0.7, 0.8, 1], gaussianBlur),
  defocusBlur: at([[0.3, 0.4], [0.4, 0.5], [0.5, 0.6], [1, 0.2], [1.5, 0.1]] as const, defocusBlur), // prettier-ignore
  contrast: at([0.75, 0.5, 0.4, 0.3, 0.15], contrast),
  brightness: at([0.05, 0.1, 0.15, 0.2, 0.3], brightness),
  pixelation: at([0.95, 0.9, 0.85, 0.75, 0.65], pixelation),
  jpegCompression: at([80, 65, 58, 50, 40], jpegCompression),
};

export type PictureCorruption = keyof typeof corruptions;

export const pictureCorruptions = Object.keys(corruptions) as readonly PictureCorruption[];

/** A picture with one corruption. Of the same seed comes the same picture. */
export async function corruptPicture(picture: Picture, kind: PictureCorruption, severity: Severity, random: Random): Promise<Picture> {
  return corruptions[kind](picture, severity, random);
}

function at<Constant>(
  constants: readonly Constant[],
  corrupt: (picture: Picture, constant: Constant, random: Random) => Picture | Promise<Picture>,
) {
  return (picture: Picture, severity: Severity, random: Random) => corrupt(picture, constants[severity - 1], random);
}
