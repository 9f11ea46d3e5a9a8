/** When a sample is unlike all that was trained on: how far validation lies from train says what is far. */
import { distancesToTrain, noveltyPoints, saveNoveltyReferences, type NoveltyReference, type NoveltyReferences } from '@mmae/embedder';
import { spread, studentQuantile } from '@mmae/evaluation';
import type { Modality } from '@mmae/samples';
import { drawSome } from './draw-some.ts';
import type { FittedModality } from './features.ts';
import type { TrainedMaterial } from './trained-material.ts';

/** Train samples that are kept to be compared with, and validation samples that a threshold is learnt from, at most. */
const [maxTrain, maxValidation] = [2048, 2048];
/** The share of samples like those of validation that is to pass for unlike. */
const falseAlarms = 0.01;
/** Fewer validation samples than this tell nothing. */
const minValidation = 5;

/** Learns, for each modality, how far from train is far, and keeps it in the run. */
export async function learnNovelty(folder: string, { experiment, manifest, rows, fitted }: TrainedMaterial): Promise<NoveltyReferences> {
  const ofSplit = (modality: Modality, split: string, most: number) => {
    const having = rows.filter((sample) => manifest.samples[sample].split === split && fitted[modality].extraction.present[sample] === 1);
    return drawSome(having, most, experiment.seed);
  };
  const references: Record<Modality, NoveltyReference> = {};
  for (const modality of experiment.modalities) {
    const points = pointsOf(fitted[modality], ofSplit(modality, 'train', maxTrain));
    const validation = ofSplit(modality, 'validation', maxValidation);
    const distances = validation.length === 0 ? new Float64Array() : distancesToTrain(pointsOf(fitted[modality], validation), points);
    references[modality] = { points, threshold: noveltyThreshold(distances) };
  }
  await saveNoveltyReferences(folder, references);
  return references;
}

const pointsOf = (modality: FittedModality, samples: readonly number[]) =>
  noveltyPoints(
    modality,
    samples.map((sample) => modality.extraction.raw(sample)),
  );

/**
 * The distance from train that one in a hundred samples like those of validation exceeds: from 100 of them the conformal quantile (Vovk et al., 2005),
 * from fewer the bound of a normal sample for one more observation (Student), or the largest distance where that is further.
 *
 * @returns null for fewer than 5 distances
 */
export function noveltyThreshold(distances: Float64Array): number | null {
  const count = distances.length;
  if (count < minValidation) return null;
  const sorted = distances.toSorted();
  const largest = sorted[count - 1];
  if (count >= 1 / falseAlarms) return sorted[Math.min(count, Math.ceil((count + 1) * (1 - falseAlarms))) - 1];
  const { mean, standardDeviation } = spread(Array.from(distances));
  return Math.max(largest, mean + studentQuantile(1 - 2 * falseAlarms, count - 1) * standardDeviation! * Math.sqrt(1 + 1 / count));
}
