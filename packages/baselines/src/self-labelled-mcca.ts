// Self-labelled MCCA: clusters of the MCCA embedding of train are the codes, one linear softmax classifier per modality learns them, and the
// embedding is the square root of the class probabilities from the modalities present. No label is used; the number of codes is given or
// chosen by silhouette.
import { consensusCodes } from '@mmae/clustering';
import { samplesWithAny, selectSamples, type FeatureTable } from '@mmae/feature-table';
import { resolveOptions, type Options } from '@mmae/input';
import { concatRows, matrix, row, selectRows, type Matrix } from '@mmae/matrix';
import { baseline, type Baseline, type BaselineState } from './baseline.ts';
import { embedMcca, fitMcca, type MccaChoice } from './mcca.ts';
import { selfLabelledMccaOptions, type SelfLabelledMccaOptions } from './options.ts';
import { numCodes } from './num-codes.ts';
import { bestBy, hasPairs, pairRetrieval } from './pair-retrieval.ts';
import { classScores, softmax, trainSoftmax } from './softmax-classifier.ts';
import { meanOverPresent } from './table-features.ts';

interface Fitted {
  /** by modality, `[featureLength + 1, numClusters]`; the last row has the intercepts */
  readonly weights: Readonly<Record<string, Matrix>>;
  readonly chosen: { readonly mcca: MccaChoice; readonly numClusters: number; readonly l2: number; readonly pairRetrieval: number | null };
}

/** Values of l2 to choose from where none is given; each training starts from the weights of the one before. */
const penalties = [0.03, 0.01, 0.003, 0.001];
/** The value of l2 where validation has no pairs to choose by. */
const defaultPenalty = 0.003;

/**
 * MCCA, clusters of its embedding, and a linear classifier per modality that learns them.
 *
 * @throws InputError as `mcca`, RangeError where there are more codes than train samples
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
  const trainingSets = modalities.map((modality) => ({ modality, ...trainingSetOf(samples, codes, modality, copies) }));
  let weights: Record<string, Matrix> = {};
  const candidates = candidatePenalties(options.l2, validation).map((l2) => {
    const trained = trainingSets.map(({ modality, inputs, classes }) => {
      return [modality, trainSoftmax(inputs, classes, { numClasses: numClusters, l2, start: weights[modality] })];
    });
    weights = Object.fromEntries(trained);
    return { weights, l2 };
  });
  const { candidate, score } = bestBy(candidates, (each) =>
    pairRetrieval(validation, (table, modality) => embedByProbabilities(each.weights, table, [modality])),
  );
  return { weights: candidate.weights, chosen: { mcca: linear.chosen, numClusters, l2: candidate.l2, pairRetrieval: score } };
}

function candidatePenalties(given: number | undefined, validation: FeatureTable): readonly number[] {
  if (given !== undefined) return [given];
  return hasPairs(validation) ? penalties : [defaultPenalty];
}

/** The rows of a modality and of their augmented copies, and the code of each. */
interface TrainingSet {
  readonly inputs: Matrix;
  readonly classes: readonly number[];
}

function trainingSetOf(
  { blocks, present, copies }: FeatureTable<Matrix>,
  codes: Int32Array,
  modality: string,
  withCopies: boolean,
): TrainingSet {
  const indices = Array.from(codes.keys()).filter((i) => present[modality][i] === 1);
  const views = [blocks[modality], ...((withCopies && copies?.[modality]) || [])];
  return {
    inputs: concatRows(views.map((view) => selectRows(view, indices))),
    classes: views.flatMap(() => indices.map((i) => codes[i])),
  };
}

/** The square root of the softmax of the mean scores: rows of length 1, zero for a sample that has none of the modalities. */
function embedByProbabilities(weights: Fitted['weights'], table: FeatureTable<Matrix>, modalities: readonly string[]): Matrix {
  const numClusters = Object.values(weights)[0].numColumns;
  const scores = meanOverPresent(table, modalities, numClusters, (modality) => classScores(table.blocks[modality], weights[modality]));
  const embedding = matrix(scores.numRows, numClusters);
  const probabilities = softmax(scores);
  for (const i of samplesWithAny(table, modalities)) row(embedding, i).set(row(probabilities, i).map(Math.sqrt));
  return embedding;
}
