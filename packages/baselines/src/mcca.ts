// MCCA: what modalities have in common, as the mean over the modalities present of x_m·W_m·ρ^power (correlation-directions.ts has W and ρ).
// It takes any subset: a missing modality has no part in the mean. The strongest linear rival of the Multimodal Autoencoder.
import type { FeatureTable } from '@mmae/feature-table';
import { multiply, row, type Matrix } from '@mmae/matrix';
import { baseline, type Baseline, type BaselineState } from './baseline.ts';
import { correlationDirections, momentsOf, viewsOf, type Directions } from './correlation-directions.ts';
import { meanOverPresent } from './mean-over-present.ts';
import { narrowed } from './narrowed.ts';
import { bestBy, hasPairs, pairRetrieval } from './pair-retrieval.ts';
import { asRow } from './pca.ts';

export interface MccaOptions {
  /** components, fewer where there are fewer features; 64 where it is not given */
  readonly width?: number;
  /** added to each feature's variance, as a part of its modality's mean variance; where it is not given, as validation says */
  readonly ridge?: number;
  /** of the correlations that components are weighed by: 0.5 serves clusters, 1 retrieval; 0.5 where it is not given */
  readonly power?: number;
  /** whether train's augmented copies count as further samples; true where it is not given */
  readonly copies?: boolean;
  /** a modality with more features is first taken to its principal components; 512 where it is not given */
  readonly maxBlockLength?: number;
  /** 0 where it is not given */
  readonly seed?: number;
}

/** How samples are embedded, and how that was chosen. */
export interface FittedMcca {
  readonly directions: Directions;
  readonly power: number;
  readonly chosen: MccaChoice;
}

export interface MccaChoice {
  readonly ridge: number;
  /** of validation, the best of several ridges; null where there was no choice */
  readonly pairRetrieval: number | null;
}

/** Tried where none is given; the first stands where validation has no pairs. */
const ridges = [1, 0.1, 0.3, 3];

/**
 * Multiset canonical correlation analysis with a ridge, chosen by how well the modalities of a validation sample find each other.
 * No label is looked at.
 */
export function mcca(options: MccaOptions = {}): Baseline {
  const { power = 0.5 } = options;
  return baseline<FittedMcca>({
    name: 'mcca',
    fit: (train, validation) => fitMcca(train, validation, options),
    embed: embedMcca,
    toState: ({ directions, chosen }) => ({ json: chosen, tensors: toTensors(directions) }),
    fromState: ({ json, tensors }) => ({ directions: fromTensors(tensors), power, chosen: json as MccaChoice }),
    chosen: ({ chosen: { ridge } }) => ({ ridge }),
  });
}

/** @throws RangeError where train has fewer than two modalities, or an option is out of range */
export function fitMcca(train: FeatureTable<Matrix>, validation: FeatureTable<Matrix>, options: MccaOptions): FittedMcca {
  const { width = 64, power = 0.5, copies = true, maxBlockLength = 512, seed = 0 } = options;
  const modalities = Object.keys(train.blocks).sort();
  checkFit(modalities, options);
  const { table, axes } = narrowed(train, maxBlockLength, seed);
  const moments = momentsOf(table, viewsOf(table, copies), modalities);
  const numFeatures = moments.reduce((sum, ofOne) => sum + ofOne[0].numRows, 0);
  const numComponents = Math.min(width, numFeatures);
  const candidates = candidateRidges(options.ridge, validation).map((ridge) => ({
    ridge,
    directions: widened(correlationDirections(modalities, moments, { ridge, numComponents, seed }), axes),
  }));
  const { candidate, score } = bestBy(candidates, ({ directions }) =>
    pairRetrieval(validation, (pairs, modality) => embedMcca({ directions, power }, pairs, [modality])),
  );
  return { directions: candidate.directions, power, chosen: { ridge: candidate.ridge, pairRetrieval: score } };
}

function candidateRidges(given: number | undefined, validation: FeatureTable): readonly number[] {
  if (given !== undefined) return [given];
  return hasPairs(validation) ? ridges : ridges.slice(0, 1);
}

/** The mean over the named modalities that a sample has of x·W·ρ^power. @returns shape `[numSamples, numComponents]` */
export function embedMcca(
  { directions, power }: Pick<FittedMcca, 'directions' | 'power'>,
  table: FeatureTable<Matrix>,
  modalities: readonly string[],
): Matrix {
  const { projections, correlations } = directions;
  const weights = correlations.map((correlation) => correlation ** power);
  const embedding = meanOverPresent(table, modalities, weights.length, (modality) =>
    multiply(table.blocks[modality], projections[modality], { transposeB: true }),
  );
  for (let i = 0; i < embedding.numRows; i++) {
    const values = row(embedding, i);
    for (let j = 0; j < values.length; j++) values[j] *= weights[j];
  }
  return embedding;
}

function checkFit(modalities: readonly string[], { ridge = 1, power = 0.5, width = 64 }: MccaOptions): void {
  if (modalities.length < 2) {
    throw new RangeError(`mcca: expected two modalities or more, got ${modalities.join()}. Leave this baseline out of the experiment.`);
  }
  if (!(ridge >= 0 && power >= 0 && Number.isInteger(width) && width >= 1)) {
    throw new RangeError(`mcca: expected ridge >= 0, power >= 0 and width >= 1, got ridge=${ridge}, power=${power}, width=${width}`);
  }
}

/** Directions for features that were narrowed, as directions for the features themselves. */
function widened({ projections, correlations }: Directions, axes: Readonly<Record<string, Matrix>>): Directions {
  const along = Object.entries(projections).map(([modality, part]) => [modality, axes[modality] ? multiply(part, axes[modality]) : part]);
  return { projections: Object.fromEntries(along), correlations };
}

const prefix = 'projection.';

function toTensors({ projections, correlations }: Directions): Record<string, Matrix> {
  const named = Object.entries(projections).map(([modality, part]) => [prefix + modality, part]);
  return { correlations: asRow(correlations), ...Object.fromEntries(named) };
}

function fromTensors({ correlations, ...named }: BaselineState['tensors']): Directions {
  const projections = Object.entries(named).map(([name, part]) => [name.slice(prefix.length), part]);
  return { projections: Object.fromEntries(projections), correlations: correlations.data };
}
