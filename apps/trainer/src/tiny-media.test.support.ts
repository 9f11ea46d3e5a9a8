import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toWav } from '@mmae/wav';
import sharp from 'sharp';

const classes = [
  { label: 'red', colour: { r: 220, g: 40, b: 40 }, hz: 300, words: ['ember', 'brick', 'rose', 'cherry'] },
  { label: 'blue', colour: { r: 40, g: 40, b: 220 }, hz: 1200, words: ['sea', 'denim', 'sky', 'ink'] },
];

/** Settings for a tiny training: four features per modality and four embedding dimensions. */
export const tinySettings = [
  'media.image.options.size=8',
  'media.image.components=4',
  'media.audio.components=4',
  'media.text.components=4',
  'model.stages.reconstruct.network.latentDim=4',
];

/** Writes media of two classes that differ in colour, pitch and words, and their manifest. @returns the path of the manifest */
export async function writeTinyMedia(folder: string, numSamples: number): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const rows = ['id,split,label,group,image,audio,text,camera'];
  for (let i = 0; i < numSamples; i++) {
    const { label, colour, hz, words } = classes[i % 2];
    const shade = { r: colour.r + (i % 7), g: colour.g + ((3 * i) % 11), b: colour.b };
    await sharp({ create: { width: 32, height: 32, channels: 3, background: shade } })
      .png()
      .toFile(join(folder, `${i}.png`));
    writeFileSync(join(folder, `${i}.wav`), toneWav(hz + 5 * (i % 5), 0.3));
    const split = ['train', 'train', 'train', 'validation', 'test'][Math.floor(i / 2) % 5];
    rows.push(`s${i},${split},${label},g${i},${i}.png,${i}.wav,the ${label} ${words[i % 4]} and ${words[(i + 1) % 4]},c${i % 3}`);
  }
  const manifest = join(folder, 'manifest.csv');
  writeFileSync(manifest, `${rows.join('\n')}\n`);
  return manifest;
}

/** A sine tone as a mono 16-bit WAV at 16 kHz. */
export function toneWav(hz: number, seconds: number): Buffer {
  const sampleRateHz = 16_000;
  const samples = Float32Array.from(
    { length: sampleRateHz * seconds },
    (_, i) => Math.trunc(12_000 * Math.sin((2 * Math.PI * hz * i) / sampleRateHz)) / 2 ** 15,
  );
  return toWav({ samples, sampleRateHz });
}
