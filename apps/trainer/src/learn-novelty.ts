/** Learns when a sample is unlike the training data, from the distances of validation samples to train. */
import {
  distancesToTrain,
  meanScore,
  noveltyPoints,
  noveltyScores,
  saveNovelty,
  unknownShares,
  type Novelty,
  type NoveltyReference,
  type Spread,
} from '@mmae/embedder';
import { spread, studentQuantile } from '@mmae/evaluation';
import { drawItems, type FittedFeatures } from '@mmae/pipeline';
import { allSubsets, subsetKey } from '@mmae/run-folder';
import type { Modality } from '@mmae/samples';
import type { TrainingResult } from './train-model.ts';

/** Train samples that new ones are compared with, and validation samples that thresholds are learnt from, at most. */
const [maxTrain, maxValidation] = [2048, 2048];
/** The share of samples like those of validation that may be reported as unlike train. */
const falseAlarmRate = 0.01;
/** With fewer validation samples there is no threshold. */
const minValidation = 5;
/** The smallest standard deviation of the share of unknown terms: where validation texts have none, one unknown word is no novelty. */
const minShareDeviation = 0.05;

/** Learns novelty thresholds on validation, and saves them in the run. */
export async function learnNovelty(folder: string, { experiment, manifest, rows, fitted }: TrainingResult): Promise<Novelty> {
  const { modalities, seed } = experiment;
  const has = (modality: Modality, sample: number) => fitted[modality].extraction.present[sample] === 1;
  const ofSplit = (split: string, maxSamples: number, isKept: (sample: number) => boolean) => {
    const kept = rows.filter((sample) => manifest.samples[sample].split === split && isKept(sample));
    return drawItems(kept, maxSamples, seed);
  };
  const rawsOf = (modality: Modality, samples: readonly number[]) => samples.map((sample) => fitted[modality].extraction.raw(sample));

  const validation = ofSplit('validation', maxValidation, () => true);
  const references: Record<Modality, NoveltyReference> = {};
  const scores: Record<Modality, Map<number, number>> = {};
  for (const modality of modalities) {
    const having = validation.filter((sample) => has(modality, sample));
    if (having.length < minValidation) continue;
    const raws = rawsOf(modality, having);
    const train = ofSplit('train', maxTrain, (sample) => has(modality, sample));
    const reference = referenceOf(fitted[modality], rawsOf(modality, train), raws);
    references[modality] = reference;
    const found = noveltyScores(fitted[modality], reference, raws);
    scores[modality] = new Map(having.map((sample, i) => [sample, found[i]]));
  }
  const thresholds = allSubsets(Object.keys(references)).map((subset) => {
    const whole = validation.filter((sample) => subset.every((modality) => scores[modality].has(sample)));
    const means = whole.map((sample) => meanScore(Object.fromEntries(subset.map((modality) => [modality, scores[modality].get(sample)!]))));
    return [subsetKey(subset), noveltyThreshold(Float64Array.from(means))] as const;
  });
  const novelty = { references, thresholds: Object.fromEntries(thresholds) };
  await saveNovelty(folder, novelty);
  return novelty;
}

function referenceOf(fitted: FittedFeatures, train: readonly unknown[], validation: readonly unknown[]): NoveltyReference {
  const points = noveltyPoints(fitted, train);
  const shares = unknownShares(fitted, validation);
  return {
    points,
    distance: toSpread(distancesToTrain(noveltyPoints(fitted, validation), points), Number.EPSILON),
    ...(shares && { unknown: toSpread(shares, minShareDeviation) }),
  };
}

function toSpread(values: Float64Array, minDeviation: number): Spread {
  const { mean, standardDeviation = 0 } = spread(Array.from(values));
  return { mean, deviation: Math.max(standardDeviation, minDeviation, Math.abs(mean) * 1e-3) };
}

/**
 * The score that one in a hundred samples like those of validation exceeds. From 100 scores it is the conformal quantile (Vovk et al., 2005); from fewer,
 * the upper prediction bound for one more normal observation (Student), or the largest score where that is higher.
 *
 * @returns null for fewer than 5 scores
 */
export function noveltyThreshold(scores: Float64Array): number | null {
  const count = scores.length;
  if (count < minValidation) return null;
  const sorted = scores.toSorted();
  const largest = sorted[count - 1];
  if (count >= 1 / falseAlarmRate) return sorted[Math.min(count, Math.ceil((count + 1) * (1 - falseAlarmRate))) - 1];
  const { mean, standardDeviation } = spread(Array.from(scores));
  return Math.max(largest, mean + studentQuantile(1 - 2 * falseAlarmRate, count - 1) * standardDeviation! * Math.sqrt(1 + 1 / count));
}
