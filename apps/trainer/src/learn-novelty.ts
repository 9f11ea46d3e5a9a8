/** When a sample is unlike all that was trained on: how far validation is from train says what is far. */
import {
  distancesToTrain,
  meanScore,
  noveltyPoints,
  noveltyScores,
  saveNovelty,
  unknownShares,
  type FittedFeatures,
  type Novelty,
  type NoveltyReference,
  type Spread,
} from '@mmae/embedder';
import { spread, studentQuantile } from '@mmae/evaluation';
import { allSubsets, subsetKey } from '@mmae/run-folder';
import type { Modality } from '@mmae/samples';
import { drawSome } from './draw-some.ts';
import type { TrainedMaterial } from './trained-material.ts';

/** Train samples that are kept to be compared with, and validation samples that thresholds are learnt from, at most. */
const [maxTrain, maxValidation] = [2048, 2048];
/** The share of samples like those of validation that is to pass for unlike. */
const falseAlarms = 0.01;
/** Fewer validation samples than this tell nothing. */
const minValidation = 5;
/** Shares of unknown terms that are closer than this are the same: where validation has none, one strange word is no alarm. */
const leastShareDeviation = 0.05;

/** Learns from validation what is far from train, and keeps it in the run. */
export async function learnNovelty(folder: string, { experiment, manifest, rows, fitted }: TrainedMaterial): Promise<Novelty> {
  const { modalities, seed } = experiment;
  const has = (modality: Modality, sample: number) => fitted[modality].extraction.present[sample] === 1;
  const ofSplit = (split: string, most: number, keep: (sample: number) => boolean) =>
    drawSome(rows.filter((sample) => manifest.samples[sample].split === split && keep(sample)), most, seed); // prettier-ignore
  const rawsOf = (modality: Modality, samples: readonly number[]) => samples.map((sample) => fitted[modality].extraction.raw(sample));

  const validation = ofSplit('validation', maxValidation, () => true);
  const references: Record<Modality, NoveltyReference> = {};
  const scores: Record<Modality, Map<number, number>> = {};
  for (const modality of modalities) {
    const having = validation.filter((sample) => has(modality, sample));
    if (having.length < minValidation) continue;
    const raws = rawsOf(modality, having);
    const train = rawsOf(
      modality,
      ofSplit('train', maxTrain, (sample) => has(modality, sample)),
    );
    const reference = referenceOf(fitted[modality], train, raws);
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
    ...(shares && { unknown: toSpread(shares, leastShareDeviation) }),
  };
}

function toSpread(values: Float64Array, leastDeviation: number): Spread {
  const { mean, standardDeviation = 0 } = spread(Array.from(values));
  return { mean, deviation: Math.max(standardDeviation, leastDeviation, Math.abs(mean) * 1e-3) };
}

/**
 * The score that one in a hundred samples like those of validation exceeds: from 100 of them the conformal quantile (Vovk et al., 2005), from fewer the
 * bound of a normal sample for one more observation (Student), or the largest score where that is higher.
 *
 * @returns null for fewer than 5 scores
 */
export function noveltyThreshold(scores: Float64Array): number | null {
  const count = scores.length;
  if (count < minValidation) return null;
  const sorted = scores.toSorted();
  const largest = sorted[count - 1];
  if (count >= 1 / falseAlarms) return sorted[Math.min(count, Math.ceil((count + 1) * (1 - falseAlarms))) - 1];
  const { mean, standardDeviation } = spread(Array.from(scores));
  return Math.max(largest, mean + studentQuantile(1 - 2 * falseAlarms, count - 1) * standardDeviation! * Math.sqrt(1 + 1 / count));
}
