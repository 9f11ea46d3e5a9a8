// Also tests `blur.ts` and `pixelation.ts`.
import { seededRandom } from '@mmae/random';
import { readFileSync } from 'node:fs';
import type { Image } from '../../image.ts';
import { corruptImage, imageCorruptions, type ImageCorruption, type Severity } from './corruptions.ts';

const reference = JSON.parse(readFileSync(new URL('../../../test/reference/corruptions.json', import.meta.url), 'utf8')) as {
  image: string;
  corrupted: Record<string, string[]>;
};
const severities = [1, 2, 3, 4, 5] as const;

const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));
const imageOf = (data: Uint8Array): Image => ({ width: 32, height: 32, channels: 3, data });
const original = imageOf(bytes(reference.image));
const grey = imageOf(new Uint8Array(3072).fill(128));
const corrupted = async (image: Image, kind: ImageCorruption, severity: Severity, seed = 1) =>
  (await corruptImage(image, kind, severity, seededRandom(seed))).data;

describe('corruptImage', () => {
  it.each(Object.keys(reference.corrupted) as ImageCorruption[])('%s gives the same image as the Python libraries', async (kind) => {
    for (const severity of severities) {
      const expected = bytes(reference.corrupted[kind][severity - 1]);
      const found = await corrupted(original, kind, severity);
      const worst = found.reduce((most, level, i) => Math.max(most, Math.abs(level - expected[i])), 0);
      expect([kind, severity, worst]).toEqual([kind, severity, Math.min(worst, kind === 'jpegCompression' ? 2 : 1)]);
    }
  });

  it('adds as much noise as CIFAR-10-C', async () => {
    const deviation = async (kind: ImageCorruption, severity: Severity) => {
      const noise = Array.from(await corrupted(grey, kind, severity), (level) => (level - 128) / 255);
      return Math.sqrt(noise.reduce((sum, value) => sum + value * value, 0) / noise.length);
    };
    for (const [i, scale] of [0.04, 0.06, 0.08, 0.09, 0.1].entries()) {
      expect(Math.abs((await deviation('gaussianNoise', severities[i])) / scale - 1)).toBeLessThan(0.05);
    }
    for (const [i, numPhotons] of [500, 250, 100, 75, 50].entries()) {
      const poisson = Math.sqrt(128 / 255 / numPhotons); // variance of a Poisson count is its mean
      expect(Math.abs((await deviation('shotNoise', severities[i])) / poisson - 1)).toBeLessThan(0.05);
    }
    for (const [i, share] of [0.01, 0.02, 0.03, 0.05, 0.07].entries()) {
      const levels = await corrupted(grey, 'impulseNoise', severities[i]);
      const [black, white] = [0, 255].map((extreme) => levels.filter((level) => level === extreme).length / levels.length);
      expect(Math.abs(black + white - share)).toBeLessThan(0.01);
      expect(Math.abs(black - white)).toBeLessThan(0.01);
    }
  });

  it.each(imageCorruptions)('%s gives the same image for the same seed, and a larger difference with severity', async (kind) => {
    const distance = (data: Uint8Array) => data.reduce((sum, level, i) => sum + (level - original.data[i]) ** 2, 0);
    const far = await Promise.all(severities.map(async (severity) => distance(await corrupted(original, kind, severity))));
    expect(await corrupted(original, kind, 5)).toEqual(await corrupted(original, kind, 5));
    expect(far[0]).toBeGreaterThan(0);
    expect(far[4]).toBeGreaterThan(far[0]);
  });
});
