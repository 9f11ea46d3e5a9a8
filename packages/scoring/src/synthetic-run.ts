import { matrix, type Matrix } from '@mmae/matrix';
import { seededRandom, type Random } from '@mmae/random';
import {
  allSubsets,
  appendMetrics,
  closeRun,
  createRun,
  saveEmbeddings,
  savePreviews,
  saveSamples,
  saveSkipped,
  subsetKey,
  type Preview,
  type SampleRow,
} from '@mmae/run-folder';
import { polygonImage, tone } from './synthetic-media.ts';

export interface SyntheticRunOptions {
  readonly numTrain?: number;
  readonly numTest?: number;
  readonly numPreviews?: number;
  readonly hasLabels?: boolean;
  /** label of a sample, given its planted cluster; undefined for an unlabelled sample */
  readonly labelOf?: (planted: string, index: number, split: 'train' | 'test') => string | undefined;
  /** default audio, image and text */
  readonly modalities?: readonly string[];
  /** by method, standard deviation of its rows from the centre of their cluster: smaller is better */
  readonly noise?: Readonly<Record<string, number>>;
  readonly seed?: number;
}

const labels = ['amber', 'brook', 'cloud', 'dune', 'ember', 'fern', 'grove', 'heron'];
const allModalities = ['audio', 'image', 'text'];
const width = 12;
const plantedNoise = { mmae: 0.8, mcca: 1, pca: 1.4, raw: 1.6, 'control.untrained': 2.2, 'control.shuffledPairs': 3 };

/** Writes a run folder with planted clusters, as training would leave it, so that its scores are known in advance. */
export async function writeSyntheticRun(folder: string, options: SyntheticRunOptions = {}): Promise<void> {
  const { numTrain = 240, numTest = 160, numPreviews = 60, hasLabels = true, noise = plantedNoise, seed = 7 } = options;
  const { modalities = allModalities, labelOf = (planted) => (hasLabels ? planted : undefined) } = options;
  const random = seededRandom(seed);
  const samples = Array.from({ length: numTrain + numTest }, (_, index) =>
    sampleRow(index, index < numTrain ? 'train' : 'test', { modalities, labelOf, random }),
  );
  await createRun(folder, {
    experiment: { name: 'synthetic', seed, model: { latentDim: width } },
    engine: { name: 'none', description: 'planted, not trained' },
    command: ['mmae-train', 'synthetic', '--data', 'planted'],
  });
  await saveSamples(folder, samples);
  await saveSkipped(folder, [
    { id: 's3', modality: 'image', file: 'images/s3.png', reason: 'the file is truncated: IDAT ends early' },
    { id: 's9', modality: 'audio', file: 'audio/<s9>.wav', reason: 'no such file' },
  ]);
  for (const [method, amount] of Object.entries(noise))
    await saveEmbeddings(folder, method, planted(samples, modalities, amount, method === 'raw', random));
  await savePreviews(folder, previewed(samples, numTrain, numPreviews).map(preview));
  for (let epoch = 1; epoch <= 12; epoch++) await appendMetrics(folder, metricsOf(epoch));
  await closeRun(folder);
}

const labelIndex = (index: number) => (index * 5) % labels.length;

interface RowOptions extends Required<Pick<SyntheticRunOptions, 'modalities' | 'labelOf'>> {
  readonly random: Random;
}

function sampleRow(index: number, split: 'train' | 'test', { modalities, labelOf, random }: RowOptions): SampleRow {
  const planted = labels[labelIndex(index)];
  const label = labelOf(planted, index, split);
  const present = modalities.filter(() => random.next() > 0.1);
  const media: Record<string, string> = {
    image: `images/s${index}.png`,
    audio: `audio/s${index}.wav`,
    text: `A note on ${planted}, item ${index}: seen from the ${index % 2 ? 'north' : 'south'}.`,
  };
  return {
    id: `s${index}`,
    split,
    ...(label !== undefined && { label }),
    media: Object.fromEntries(Object.entries(media).filter(([modality]) => modalities.includes(modality))),
    present: present.length > 0 ? present : [modalities.at(-1)!],
    extra: { source: 'planted', voice: index % 2 ? 'real' : 'synthetic' },
  };
}

/** Rows around the centre of their cluster: the more modalities, the closer. */
function planted(
  samples: readonly SampleRow[],
  modalities: readonly string[],
  noise: number,
  isJointOnly: boolean,
  random: Random,
): Record<string, Matrix> {
  const own = samples.map(() =>
    Object.fromEntries(modalities.map((modality) => [modality, Array.from({ length: width }, () => noise * random.normal())])),
  );
  const subsets = isJointOnly ? [modalities] : allSubsets(modalities);
  const centre = (index: number, column: number) => (column % labels.length === labelIndex(index) ? 2 : 0);
  const entries = subsets.map((subset) => {
    const points = matrix(samples.length, width);
    samples.forEach(({ present }, index) => {
      const used = subset.filter((modality) => present.includes(modality));
      for (let column = 0; column < width && used.length > 0; column++) {
        const noiseOfRow = used.reduce((sum, modality) => sum + own[index][modality][column], 0) / used.length;
        points.data[index * width + column] = centre(index, column) + noiseOfRow;
      }
    });
    return [subsetKey(subset), points] as const;
  });
  return Object.fromEntries(entries);
}

function previewed(samples: readonly SampleRow[], numTrain: number, numPreviews: number): SampleRow[] {
  const half = Math.floor(numPreviews / 2);
  return [...samples.slice(0, half), ...samples.slice(numTrain, numTrain + numPreviews - half)];
}

function preview({ id, split, label, media, present }: SampleRow): Preview {
  const index = Number(id.slice(1));
  const [image, blurred] = [0.7, 6].map((softness) => polygonImage(3 + labelIndex(index), index, softness));
  const all = {
    image: { kind: 'picture', mediaType: 'image/png', bytes: image },
    audio: { kind: 'sound', mediaType: 'audio/wav', bytes: tone(220 + 60 * labelIndex(index)) },
    text: { kind: 'text', text: media.text ?? '' },
  } as const;
  return {
    id,
    split,
    ...(label !== undefined && { label }),
    media: Object.fromEntries(Object.entries(all).filter(([modality]) => present.includes(modality))),
    reconstructions: !present.includes('image')
      ? {}
      : { text: { image: { ...all.image, bytes: blurred } }, 'audio+image': { image: { ...all.image, bytes: blurred } } },
    tags: {
      image: [{ kind: 'label', tag: labels[labelIndex(index)], confidence: 0.8 }],
      audio: [{ kind: 'word', tag: 'north', confidence: 0.6 }],
    },
  };
}

const metricsOf = (epoch: number) => ({
  epoch,
  step: epoch * 30,
  seconds: epoch * 2.5,
  loss: 3 / epoch + 0.4,
  'loss.image': 1.5 / epoch + 0.2,
  'loss.audio': 1 / epoch + 0.1,
  'loss.text': 0.5 / epoch + 0.1,
  'validation.loss': 3 / epoch + 0.6,
  'validation.loss.image': 1.5 / epoch + 0.3,
});
