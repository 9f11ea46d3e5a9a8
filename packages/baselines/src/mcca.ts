// MCCA: what modalities have in common, as the mean over the modalities present of x_m·W_m·ρ^power (correlation-directions.ts has W and ρ).
// It takes any subset: a missing modality has no part in the mean. The strongest linear rival of the Multimodal Autoencoder.
import type { FeatureTable } from '@mmae/feature-table';
import { InputError, resolveOptions, type Options } from '@mmae/input';
import { multiply, row, type Matrix } from '@mmae/matrix';
import { baseline, type Baseline, type BaselineState } from './baseline.ts';
import { correlationDirections, momentsOf, viewsOf, type Directions } from './correlation-directions.ts';
import { meanOverPresent } from './mean-over-present.ts';
import { narrowed } from './narrowed.ts';
import { mccaOptions, type MccaOptions } from './options.ts';
import { bestBy, hasPairs, pairRetrieval } from './pair-retrieval.ts';
import { asRow } from './pca.ts';

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
export function mcca(given: MccaOptions = {}): Baseline {
  const options = resolveOptions('mcca', mccaOptions, given);
  return baseline<FittedMcca>({
    name: 'mcca',
    fit: (train, validation) => fitMcca(train, validation, options),
    embed: embedMcca,
    toState: ({ directions, chosen }) => ({ json: chosen, tensors: toTensors(directions) }),
    fromState: ({ json, tensors }) => ({ directions: fromTensors(tensors), power: options.power, chosen: json as MccaChoice }),
    chosen: ({ chosen: { ridge } }) => ({ ridge }),
  });
}

/** @throws InputError where train has fewer than two modalities */
export function fitMcca(train: FeatureTable<Matrix>, validation: FeatureTable<Matrix>, options: Options<typeof mccaOptions>): FittedMcca {
  const { width, power, copies, maxBlockLength, seed } = options;
  const modalities = Object.keys(train.blocks).sort();
  if (modalities.length < 2) {
    throw new InputError(`mcca: expected two modalities or more, got ${modalities.join()}. Leave this baseline out of the experiment.`);
  }
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
