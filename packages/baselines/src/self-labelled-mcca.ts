// Self-labelled MCCA: clusters of the train samples' MCCA embedding are taken as codes, one linear softmax classifier a modality learns
// them, and the embedding is the square root of the probabilities of all that is present. No label is looked at; the number of codes
// is given, or chosen by silhouette.
import { consensusCodes } from '@mmae/clustering';
import { samplesWithAny, selectSamples, type FeatureTable } from '@mmae/feature-table';
import { resolveOptions, type Options } from '@mmae/input';
import { concatRows, matrix, row, selectRows, type Matrix } from '@mmae/matrix';
import { baseline, type Baseline, type BaselineState } from './baseline.ts';
import { embedMcca, fitMcca, type MccaChoice } from './mcca.ts';
import { selfLabelledMccaOptions, type SelfLabelledMccaOptions } from './options.ts';
import { meanOverPresent } from './mean-over-present.ts';
import { numCodes } from './num-codes.ts';
import { bestBy, hasPairs, pairRetrieval } from './pair-retrieval.ts';
import { classScores, softmax, trainSoftmax } from './softmax-classifier.ts';

interface Fitted {
  /** by modality, `[featureLength + 1, numClusters]`; the last row is the intercepts */
  readonly weights: Readonly<Record<string, Matrix>>;
  readonly chosen: { readonly mcca: MccaChoice; readonly numClusters: number; readonly l2: number; readonly pairRetrieval: number | null };
}

/** Tried where none is given, each from where the one before ended. */
const penalties = [0.03, 0.01, 0.003, 0.001];
/** Stands where validation has no pairs to choose by. */
const middlePenalty = 0.003;

/**
 * MCCA, with power 1 where none is given, then codes, then a linear classifier for each modality.
 *
 * @throws RangeError as `mcca`, or where there are more codes than train samples
 */
export function selfLabelledMcca(given: SelfLabelledMccaOptions = {}): Baseline {
  const options = resolveOptions('selfLabelledMcca', selfLabelledMccaOptions, given);
  return baseline<Fitted>({
    name: 'selfLabelledMcca',
    fit: (train, validation) => fitClassifiers(train, validation, options),
    embed: ({ weights }, table, modalities) => embedByProbabilities(weights, table, modalities),
    toState: ({ weights, chosen }) => ({ json: chosen, tensors: weights }),
    fromState: ({ json, tensors }: BaselineState) => ({ weights: tensors, chosen: json as Fitted['chosen'] }),
    chosen: ({ chosen: { mcca, numClusters, l2 } }) => ({ ridge: mcca.ridge, numClusters, l2 }),
  });
}

function fitClassifiers(
  train: FeatureTable<Matrix>,
  validation: FeatureTable<Matrix>,
  options: Options<typeof selfLabelledMccaOptions>,
): Fitted {
  const { numClusters: given, seed, copies } = options;
  const modalities = Object.keys(train.blocks);
  const samples = selectSamples(train, samplesWithAny(train, modalities));
  const linear = fitMcca(samples, validation, options);
  const codes = consensusCodes([embedMcca(linear, samples, modalities)], {
    numClusters: given ?? ((consensus) => numCodes(consensus, seed).numClusters),
    seed,
  });
  const numClusters = codes.reduce((highest, code) => Math.max(highest, code + 1), 0);
  const lessons = modalities.map((modality) => ({ modality, ...lessonsOf(samples, codes, modality, copies) }));
  let weights: Record<string, Matrix> = {};
  const candidates = candidatePenalties(options.l2, validation).map((l2) => {
    const learnt = lessons.map(({ modality, inputs, classes }) => {
      return [modality, trainSoftmax(inputs, classes, { numClasses: numClusters, l2, start: weights[modality] })];
    });
    weights = Object.fromEntries(learnt);
    return { weights, l2 };
  });
  const { candidate, score } = bestBy(candidates, (each) =>
    pairRetrieval(validation, (table, modality) => embedByProbabilities(each.weights, table, [modality])),
  );
  return { weights: candidate.weights, chosen: { mcca: linear.chosen, numClusters, l2: candidate.l2, pairRetrieval: score } };
}

function candidatePenalties(given: number | undefined, validation: FeatureTable): readonly number[] {
  if (given !== undefined) return [given];
  return hasPairs(validation) ? penalties : [middlePenalty];
}

/** A modality's rows, views of them after each other, and the code that each shall be given. */
interface Lessons {
  readonly inputs: Matrix;
  readonly classes: readonly number[];
}

function lessonsOf({ blocks, present, copies }: FeatureTable<Matrix>, codes: Int32Array, modality: string, withCopies: boolean): Lessons {
  const having = Array.from(codes.keys()).filter((i) => present[modality][i] === 1);
  const views = [blocks[modality], ...((withCopies && copies?.[modality]) || [])];
  return {
    inputs: concatRows(views.map((view) => selectRows(view, having))),
    classes: views.flatMap(() => having.map((i) => codes[i])),
  };
}

/** The square root of the softmax of the mean of the scores: rows of length 1, zeros for a sample that has none of the modalities. */
function embedByProbabilities(weights: Fitted['weights'], table: FeatureTable<Matrix>, modalities: readonly string[]): Matrix {
  const numClusters = Object.values(weights)[0].numColumns;
  const scores = meanOverPresent(table, modalities, numClusters, (modality) => classScores(table.blocks[modality], weights[modality]));
  const embedding = matrix(scores.numRows, numClusters);
  const probabilities = softmax(scores);
  for (const i of samplesWithAny(table, modalities)) row(embedding, i).set(row(probabilities, i).map(Math.sqrt));
  return embedding;
}
