// The score that hyperparameters are chosen by. It needs samples with two modalities, and no labels.
import { samplesWithAll, selectSamples, type FeatureTable } from '@mmae/feature-table';
import { multiply, row, rowSpan, unitRows, type Matrix } from '@mmae/matrix';

/** More samples would hardly change the score, and the cost grows with their square. */
const maxSamples = 2000;

const blockLength = 256;

/** Whether at least two samples share two modalities, so that one can be searched among the others. */
export const hasPairs = (table: FeatureTable) => sharedSamples(table).length > 0;

/**
 * How well one modality of a sample finds another of the same sample: the mean reciprocal rank by cosine, over all ordered pairs of
 * modalities. Equally similar samples share a rank.
 *
 * @param table one that has pairs
 * @param embed embeds a table from one modality, `[numSamples, width]`
 * @returns between 0 and 1
 */
export function pairRetrieval(table: FeatureTable<Matrix>, embed: (table: FeatureTable<Matrix>, modality: string) => Matrix): number {
  const scores = sharedSamples(table).flatMap(({ modalities: [first, second], samples }) => {
    const pairs = selectSamples(table, samples);
    const [from, to] = [unitRows(embed(pairs, first)), unitRows(embed(pairs, second))];
    return [meanReciprocalRank(from, to), meanReciprocalRank(to, from)];
  });
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

/** Each pair of modalities with the samples that have both, where there are at least two. */
function sharedSamples(table: FeatureTable) {
  const names = Object.keys(table.blocks);
  const pairs = names.flatMap((first, index) => names.slice(index + 1).map((second) => [first, second] as const));
  return pairs
    .map((modalities) => ({ modalities, samples: samplesWithAll(table, modalities).slice(0, maxSamples) }))
    .filter(({ samples }) => samples.length >= 2);
}

/** A fitted candidate with its score; null where it was the only one, which is not scored. */
export interface Scored<Candidate> {
  readonly candidate: Candidate;
  readonly score: number | null;
}

/** The candidate with the highest score, the first of equal ones. A single candidate is not scored. */
export function bestBy<Candidate>(candidates: readonly Candidate[], score: (candidate: Candidate) => number): Scored<Candidate> {
  if (candidates.length === 1) return { candidate: candidates[0], score: null };
  const scored = candidates.map((candidate) => ({ candidate, score: score(candidate) }));
  return scored.reduce((best, next) => (next.score > best.score ? next : best));
}

/** The mean reciprocal rank at which row i of `queries` finds row i of `gallery`. */
function meanReciprocalRank(queries: Matrix, gallery: Matrix): number {
  let sum = 0;
  for (let start = 0; start < queries.numRows; start += blockLength) {
    const block = rowSpan(queries, start, Math.min(start + blockLength, queries.numRows));
    const similarities = multiply(block, gallery, { transposeB: true });
    for (let i = 0; i < block.numRows; i++) sum += 1 / rankOf(row(similarities, i), start + i);
  }
  return sum / queries.numRows;
}

function rankOf(similarities: Float32Array, wanted: number): number {
  let rank = 0.5;
  for (let j = 0; j < similarities.length; j++) {
    if (similarities[j] > similarities[wanted]) rank += 1;
    else if (similarities[j] === similarities[wanted]) rank += 0.5;
  }
  return rank;
}
