// npm run demo: trains the model on generated image and audio features that share two causes, and draws the loss of each epoch.
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { FeatureTable } from '@mmae/feature-table';
import { matrix, type Matrix } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import { startEngine } from '@mmae/tensor-engine';
import sharp from 'sharp';
import { reconstruct, train } from '../src/index.ts';

const folder = fileURLToPath(new URL('out/', import.meta.url));
await mkdir(folder, { recursive: true });
await startEngine('wasm');

const random = seededRandom(1);
const numSamples = 256;
const causes = Array.from({ length: numSamples }, () => [random.normal(), random.normal()]);
const table: FeatureTable<Matrix> = {
  ids: causes.map((_, i) => `sample-${i}`),
  blocks: { image: mixCauses(8), audio: mixCauses(5) },
  present: { image: new Uint8Array(numSamples).fill(1), audio: new Uint8Array(numSamples).fill(1) },
};

const losses: number[] = [];
const options = { stages: { plain: { network: { latentDim: 4 }, training: { epochs: 60 } } } };
const model = await train({
  train: table,
  options,
  onProgress({ endOfEpoch, epoch, losses: { loss } }) {
    if (!endOfEpoch) return;
    losses.push(loss);
    if (epoch === 1 || epoch % 10 === 0) console.log(`epoch ${String(epoch).padStart(2)}  loss ${loss.toFixed(4)}`);
  },
});

const imagesFromAudio = reconstruct(model, table, ['audio'], 'image');
console.log(
  `image features from audio alone: mean squared error ${meanSquare(imagesFromAudio, table.blocks.image).toFixed(3)} (variance ${meanSquare(table.blocks.image).toFixed(3)})`,
);
await sharp(Buffer.from(lossCurve())).png().toFile(`${folder}loss.png`);
console.log('loss by epoch → demo/out/loss.png');

/** Features of a modality: random mixtures of the two causes, with a little noise. @returns shape `[numSamples, width]` */
function mixCauses(width: number): Matrix {
  const mixing = Array.from({ length: width }, () => [random.normal(), random.normal()]);
  const rows = causes.flatMap(([a, b]) => mixing.map(([p, q]) => (a * p + b * q) / Math.SQRT2 + 0.1 * random.normal()));
  return matrix(numSamples, width, Float32Array.from(rows));
}

/** The mean square of a matrix, or of its difference from a target. */
function meanSquare({ data }: Matrix, target?: Matrix): number {
  return data.reduce((sum, x, k) => sum + (x - (target?.data[k] ?? 0)) ** 2, 0) / data.length;
}

function lossCurve(): string {
  const highest = Math.max(...losses);
  const corners = losses.map((loss, i) => `${40 + (540 * i) / (losses.length - 1)},${270 - (240 * loss) / highest}`);
  const labels = `<text x="4" y="34">${highest.toFixed(2)}</text><text x="20" y="274">0</text><text x="470" y="290">epoch ${losses.length}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="300" font-family="sans-serif" font-size="13"><rect width="600" height="300" fill="white"/><path d="M40 20V270H580" fill="none" stroke="grey"/><polyline points="${corners.join(' ')}" fill="none" stroke="crimson" stroke-width="2"/>${labels}</svg>`;
}
