/**
 * Scores to confidences: what share of tags with such a score were right, where that was known.
 *
 * Isotonic regression by pooling adjacent violators (Zadrozny and Elkan, KDD 2002) over groups of neighbouring scores; a group of r right ones out
 * of n counts as (r + 1) / (n + 2), so that a few lucky tags make no certainty (Laplace).
 */

/** A rising line through points; flat before the first and after the last. */
export interface ConfidenceCurve {
  /** ascending */
  readonly scores: readonly number[];
  /** 0 … 1, not falling */
  readonly confidences: readonly number[];
}

/** So many scores in a group at least, and so many groups at most. */
const [groupLength, mostGroups] = [20, 40];

/**
 * @param scores of tags on samples that trained nothing, finite
 * @param isRight whether the tag holds, for each score
 * @throws RangeError where there is no score, or not an outcome for each
 */
export function fitConfidence(scores: ArrayLike<number>, isRight: ArrayLike<boolean>): ConfidenceCurve {
  if (scores.length === 0 || scores.length !== isRight.length)
    throw new RangeError(`fitConfidence: expected an outcome for each score and at least one, got ${scores.length} and ${isRight.length}`);
  const pooled = poolViolators(groupsOf(scores, isRight));
  return {
    scores: pooled.map(({ scoreSum, numScores }) => scoreSum / numScores),
    confidences: pooled.map(({ share }) => share),
  };
}

/** The confidence that a score stands for, between the points by straight lines. */
export function confidenceOf({ scores, confidences }: ConfidenceCurve, score: number): number {
  const above = scores.findIndex((other) => other >= score);
  if (above < 0) return confidences[confidences.length - 1];
  if (above === 0) return confidences[0];
  const part = (score - scores[above - 1]) / (scores[above] - scores[above - 1]);
  return confidences[above - 1] + part * (confidences[above] - confidences[above - 1]);
}

interface Group {
  readonly scoreSum: number;
  readonly numScores: number;
  /** of right ones */
  readonly share: number;
  readonly weight: number;
}

/** Equally long groups in the order of the scores. */
function groupsOf(scores: ArrayLike<number>, isRight: ArrayLike<boolean>): Group[] {
  const order = Array.from({ length: scores.length }, (_, i) => i).sort((a, b) => scores[a] - scores[b]);
  const numGroups = Math.max(1, Math.min(mostGroups, Math.floor(order.length / groupLength)));
  return Array.from({ length: numGroups }, (_, i) => {
    const members = order.slice(Math.floor((i * order.length) / numGroups), Math.floor(((i + 1) * order.length) / numGroups));
    const numRight = members.filter((member) => isRight[member]).length;
    const scoreSum = members.reduce((sum, member) => sum + scores[member], 0);
    return { scoreSum, numScores: members.length, share: (numRight + 1) / (members.length + 2), weight: members.length + 2 };
  });
}

/** Neighbours whose shares fall, or whose scores are equal, become one. */
function poolViolators(groups: readonly Group[]): Group[] {
  const pooled: Group[] = [];
  for (const group of groups) {
    pooled.push(group);
    while (pooled.length > 1 && !isRising(pooled[pooled.length - 2], pooled[pooled.length - 1])) {
      const [above, below] = [pooled.pop()!, pooled.pop()!];
      pooled.push(joined(below, above));
    }
  }
  return pooled;
}

const isRising = (a: Group, b: Group) => a.share < b.share && a.scoreSum / a.numScores < b.scoreSum / b.numScores;

function joined(a: Group, b: Group): Group {
  const weight = a.weight + b.weight;
  return {
    scoreSum: a.scoreSum + b.scoreSum,
    numScores: a.numScores + b.numScores,
    share: (a.share * a.weight + b.share * b.weight) / weight,
    weight,
  };
}
