import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { audioExtractor } from '@mmae/audio-features';
import { kMeans } from '@mmae/clustering';
import { retrieval, silhouette } from '@mmae/evaluation';
import { imageExtractor } from '@mmae/image-features';
import { matrix, type Matrix } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import { train } from '@mmae/mmae';
import { startEngine } from '@mmae/tensor-engine';
import { textExtractor } from '@mmae/text-features';
import { sampleCorpus } from '../../tools/src/workspace.ts';

/** A task whose cost is measured at several numbers of samples. */
export interface Task {
  readonly name: string;
  /** exponent of the expected growth with the number of samples */
  readonly power: 1 | 2;
  /** Prepares, untimed, and returns the work to be timed. */
  prepare(numSamples: number): Promise<() => unknown>;
}

const numLabels = 42;

/** Media extracted concurrently. */
const numInFlight = 64;

export const tasks: readonly Task[] = [
  { name: 'extraction: images', power: 1, prepare: (count) => extraction(imageExtractor(), 'image', count) },
  { name: 'extraction: audio', power: 1, prepare: (count) => extraction(audioExtractor(), 'audio', count) },
  { name: 'extraction: texts', power: 1, prepare: (count) => extraction(textExtractor(), 'text', count) },
  { name: 'an epoch on wasm', power: 1, prepare: epoch },
  {
    name: 'k-means, k 42, one start',
    power: 1,
    prepare: (count) => onBlobs(count, ({ points }) => kMeans(points, { numClusters: numLabels, numStarts: 1 })),
  },
  {
    name: 'silhouette, sqeuclidean',
    power: 1,
    prepare: (count) => onBlobs(count, ({ points, labels }) => silhouette(points, labels, { distance: 'sqeuclidean' })),
  },
  { name: 'silhouette, euclidean', power: 2, prepare: (count) => onBlobs(count, ({ points, labels }) => silhouette(points, labels)) },
  { name: 'retrieval, one direction', power: 2, prepare: (count) => onBlobs(count, (blobs) => retrieval(blobs, blobs)) },
];

interface MediaExtractor {
  extract(media: { kind: 'file'; path: string } | { kind: 'text'; text: string }): Promise<unknown>;
}

/** The sample corpus repeatedly, each time read from disk and decoded. */
async function extraction(extractor: MediaExtractor, modality: 'image' | 'audio' | 'text', numSamples: number) {
  const rows: Record<string, string>[] = parse(await readFile(join(sampleCorpus, 'manifest.csv')), { columns: true });
  const media = rows.map((row) =>
    modality === 'text'
      ? ({ kind: 'text', text: row.text } as const)
      : ({ kind: 'file', path: join(sampleCorpus, row[modality]) } as const),
  );
  await extractor.extract(media[0]); // what is loaded at first use does not count
  return async () => {
    for (let start = 0; start < numSamples; start += numInFlight) {
      const count = Math.min(numInFlight, numSamples - start);
      await Promise.all(Array.from({ length: count }, (_, i) => extractor.extract(media[(start + i) % media.length])));
    }
  };
}

/** One epoch of a network of the size of `quick`'s first stage. */
async function epoch(numSamples: number) {
  await startEngine('wasm');
  const random = seededRandom(1);
  const normal = (width: number) => matrix(numSamples, width, Float32Array.from({ length: numSamples * width }, random.normal));
  const everywhere = new Uint8Array(numSamples).fill(1);
  const table = {
    ids: Array.from({ length: numSamples }, String),
    blocks: { image: normal(64), audio: normal(64), text: normal(128) },
    present: { image: everywhere, audio: everywhere, text: everywhere },
  };
  const network = { latentDim: 64, encoder: { hidden: [256] }, decoder: { hidden: [256] } };
  return () => train({ train: table, options: { stages: { plain: { network, training: { epochs: 1 } } } } });
}

interface Blobs {
  readonly points: Matrix;
  readonly labels: string[];
}

/** Points of 64 numbers around 42 centres. */
async function onBlobs(numSamples: number, use: (blobs: Blobs) => unknown) {
  const random = seededRandom(1);
  const middles = Float32Array.from({ length: numLabels * 64 }, () => 0.5 * random.normal());
  const labels = Array.from({ length: numSamples }, () => random.integer(numLabels));
  const points = matrix(numSamples, 64);
  for (let k = 0; k < points.data.length; k++) points.data[k] = middles[64 * labels[k >> 6] + (k & 63)] + random.normal();
  return () => use({ points, labels: labels.map(String) });
}
