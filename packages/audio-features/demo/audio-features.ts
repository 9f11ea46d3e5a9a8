// npm run demo: a spoken word as log-mel bands and as MFCC, as heat maps with time to the right and the lowest band at the bottom.
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Matrix } from '@mmae/matrix';
import sharp from 'sharp';
import { audioExtractor, decodeAudio, type AudioOptions } from '../src/index.ts';

const path = fileURLToPath(new URL('../../sample-corpus/corpus/audio/ankle-boot-Alex-1.flac', import.meta.url));
const folder = fileURLToPath(new URL('out/', import.meta.url));
await mkdir(folder, { recursive: true });

const { samples, sampleRateHz } = await decodeAudio(path, { maxAudioSeconds: 60 });
console.log(`ankle-boot-Alex-1.flac: ${(samples.length / sampleRateHz).toFixed(2)} s at ${sampleRateHz} Hz`);
for (const features of ['logMel', 'mfcc'] as const) await show(features);

async function show(features: AudioOptions['features']): Promise<void> {
  const frames = await audioExtractor({ features }).extract({ kind: 'file', path });
  const [lowest, highest] = extremes(frames.data);
  await writeHeatMap(frames, `${folder}${features}.png`);
  console.log(
    `${features}: ${frames.numRows} frames × ${frames.numColumns}, ${lowest.toFixed(1)} … ${highest.toFixed(1)} → demo/out/${features}.png`,
  );
}

/** @param frames shape `[numFrames, numBands]`; each band is scaled separately, since the first coefficient dominates MFCC */
async function writeHeatMap(frames: Matrix, file: string): Promise<void> {
  const { numRows: width, numColumns: height } = frames;
  const pixels = new Uint8Array(3 * width * height);
  for (let band = 0; band < height; band++) {
    const values = Float32Array.from({ length: width }, (_, frame) => frames.data[frame * height + band]);
    const [lowest, highest] = extremes(values);
    values.forEach((value, frame) => {
      pixels.set(colourOf((value - lowest) / (highest - lowest || 1)), 3 * ((height - 1 - band) * width + frame));
    });
  }
  const heatMap = sharp(pixels, { raw: { width, height, channels: 3 } });
  await heatMap
    .resize(width * 20, height * 10, { kernel: 'nearest', fit: 'fill' })
    .png()
    .toFile(file);
}

/** A colour map from black through violet and orange to pale yellow. @param share 0 … 1 */
function colourOf(share: number): number[] {
  return [255 * Math.min(1, 1.6 * share), 255 * share ** 2, 255 * (share < 0.5 ? share : Math.abs(0.75 - share) * 2)];
}

function extremes(values: Float32Array): [lowest: number, highest: number] {
  return [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
}
