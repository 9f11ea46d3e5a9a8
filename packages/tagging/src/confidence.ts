/**
 * Confidences from scores: the share of tags with a similar score that were right on validation.
 *
 * Isotonic regression by pooling adjacent violators (Zadrozny and Elkan, KDD 2002) over bins of neighbouring scores. A bin with r right tags out of n counts
 * as (r + 1) / (n + 2), so that a few right tags do not give certainty (Laplace).
 */

/** A rising piecewise linear curve, constant before the first and after the last point. */
export interface ConfidenceCurve {
  /** ascending */
  readonly scores: readonly number[];
  /** 0 … 1, not falling */
  readonly confidences: readonly number[];
}

/** Minimum scores per bin, and maximum number of bins. */
const [minBinLength, maxBins] = [20, 40];

/**
 * Fits a curve to the scores of tags and whether they were right.
 *
 * @param scores of tags on samples that the model was not trained on; finite
 * @param isRight whether the tag was right, for each score
 * @throws RangeError where there are no scores, or the lengths differ
 */
export function fitConfidence(scores: ArrayLike<number>, isRight: ArrayLike<boolean>): ConfidenceCurve {
  if (scores.length === 0 || scores.length !== isRight.length)
    throw new RangeError(
      `fitConfidence: expected at least one score and an outcome for each, got ${scores.length} scores and ${isRight.length} outcomes`,
    );
  const pooled = poolViolators(binsOf(scores, isRight));
  return {
    scores: pooled.map(({ scoreSum, numScores }) => scoreSum / numScores),
    confidences: pooled.map(({ share }) => share),
  };
}

/** The confidence for a score, by linear interpolation. */
export function confidenceOf({ scores, confidences }: ConfidenceCurve, score: number): number {
  const above = scores.findIndex((other) => other >= score);
  if (above < 0) return confidences[confidences.length - 1];
  if (above === 0) return confidences[0];
  const part = (score - scores[above - 1]) / (scores[above] - scores[above - 1]);
  return confidences[above - 1] + part * (confidences[above] - confidences[above - 1]);
}

interface Bin {
  readonly scoreSum: number;
  readonly numScores: number;
  /** number of right tags */
  readonly share: number;
  readonly weight: number;
}

/** Bins with equal numbers of scores, by ascending score. */
function binsOf(scores: ArrayLike<number>, isRight: ArrayLike<boolean>): Bin[] {
  const order = Array.from({ length: scores.length }, (_, i) => i).sort((a, b) => scores[a] - scores[b]);
  const numBins = Math.max(1, Math.min(maxBins, Math.floor(order.length / minBinLength)));
  return Array.from({ length: numBins }, (_, i) => {
    const members = order.slice(Math.floor((i * order.length) / numBins), Math.floor(((i + 1) * order.length) / numBins));
    const numRight = members.filter((member) => isRight[member]).length;
    const scoreSum = members.reduce((sum, member) => sum + scores[member], 0);
    return { scoreSum, numScores: members.length, share: (numRight + 1) / (members.length + 2), weight: members.length + 2 };
  });
}

/** Merges neighbouring bins whose shares fall, or whose mean scores are equal. */
function poolViolators(bins: readonly Bin[]): Bin[] {
  const pooled: Bin[] = [];
  for (const bin of bins) {
    pooled.push(bin);
    while (pooled.length > 1 && !isRising(pooled[pooled.length - 2], pooled[pooled.length - 1])) {
      const [above, below] = [pooled.pop()!, pooled.pop()!];
      pooled.push(merged(below, above));
    }
  }
  return pooled;
}

const isRising = (a: Bin, b: Bin) => a.share < b.share && a.scoreSum / a.numScores < b.scoreSum / b.numScores;

function merged(a: Bin, b: Bin): Bin {
  const weight = a.weight + b.weight;
  return {
    scoreSum: a.scoreSum + b.scoreSum,
    numScores: a.numScores + b.numScores,
    share: (a.share * a.weight + b.share * b.weight) / weight,
    weight,
  };
}
