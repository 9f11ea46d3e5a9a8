import type { Random } from '@mmae/random';
import sharp from 'sharp';
import { fromLevels, mapLevels, type Image } from '../../image.ts';
import { defocusBlur, gaussianBlur } from './blur.ts';
import { pixelation } from './pixelation.ts';

/** From 1, hardly visible, to 5, the worst. */
export type Severity = 1 | 2 | 3 | 4 | 5;

/**
 * Image corruptions with their constants for severities 1 to 5: those of CIFAR-10-C (Hendrycks and Dietterich, arXiv 1903.12261, and the program
 * published with it), made for images of 32 × 32.
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

export type ImageCorruption = keyof typeof corruptions;

export const imageCorruptions = Object.keys(corruptions) as readonly ImageCorruption[];

/** Applies one corruption. The same state of `random` gives the same image. */
export async function corruptImage(image: Image, kind: ImageCorruption, severity: Severity, random: Random): Promise<Image> {
  return corruptions[kind](image, severity, random);
}

function at<Constant>(
  constants: readonly Constant[],
  corrupt: (image: Image, constant: Constant, random: Random) => Image | Promise<Image>,
) {
  return (image: Image, severity: Severity, random: Random) => corrupt(image, constants[severity - 1], random);
}

/** Adds normal noise. @param deviation as a part of white */
function gaussianNoise(image: Image, deviation: number, random: Random): Image {
  return mapLevels(image, (level) => level + deviation * random.normal());
}

/** Photon noise: counts from a Poisson distribution. @param numPhotons of white, at most 700 */
function shotNoise(image: Image, numPhotons: number, random: Random): Image {
  return mapLevels(image, (level) => poisson(level * numPhotons, random) / numPhotons);
}

/** Knuth's product of uniform numbers (The Art of Computer Programming 2, 3.4.1); exp(−700) is about the smallest normal double. */
function poisson(mean: number, random: Random): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random.next(); product > limit; product *= random.next()) count++;
  return count;
}

/** Salt-and-pepper noise: sets levels to white or black, each channel by itself. @param share of the levels */
function impulseNoise(image: Image, share: number, random: Random): Image {
  return mapLevels(image, (level) => (random.next() < share ? random.integer(2) : level));
}

/** Moves every channel towards its mean. @param factor the part of the distance that remains */
function contrast(image: Image, factor: number): Image {
  const { channels, data } = image;
  const means = Array.from({ length: channels }, (_, channel) => meanLevel(data, channel, channels));
  return mapLevels(image, (level, index) => means[index % channels] + factor * (level - means[index % channels]));
}

function meanLevel(data: Uint8Array, channel: number, channels: number): number {
  let sum = 0;
  for (let i = channel; i < data.length; i += channels) sum += data[i];
  return sum / (data.length / channels) / 255;
}

/** Raises the value of HSV, at the same hue and saturation. @param amount added to the value */
function brightness(image: Image, amount: number): Image {
  const { channels, data } = image;
  return fromLevels(image, (index) => {
    const first = index - (index % channels);
    const value = Math.max(...data.subarray(first, first + channels)) / 255;
    const raised = Math.min(1, value + amount);
    return value === 0 ? raised : (data[index] / 255) * (raised / value);
  });
}

/** Compresses as JPEG. @param quality 1 … 100, with the tables of annex K of the standard as libjpeg scales them */
async function jpegCompression({ width, height, channels, data }: Image, quality: number): Promise<Image> {
  const file = await sharp(data, { raw: { width, height, channels } }).jpeg({ quality }).toBuffer();
  return { width, height, channels, data: await sharp(file).raw().toBuffer() };
}
