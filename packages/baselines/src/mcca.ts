// MCCA: what modalities have in common, as the mean over the modalities present of x_m·W_m·ρ^power (W and ρ are found in correlation-directions.ts).
// It embeds any subset: a missing modality is left out of the mean. It is the strongest linear baseline.
import { samplesWithAny, type FeatureTable } from '@mmae/feature-table';
import { InputError, resolveOptions, type Options } from '@mmae/input';
import { multiply, principalComponents, row, selectRows, type Matrix } from '@mmae/matrix';
import { baseline, type Baseline, type BaselineState } from './baseline.ts';
import { correlationDirections, momentsOf, viewsOf, type Directions } from './correlation-directions.ts';
import { mccaOptions, type MccaOptions } from './options.ts';
import { bestBy, hasPairs, pairRetrieval } from './pair-retrieval.ts';
import { asRow } from './pca.ts';
import { meanOverPresent } from './table-features.ts';

/** A fitted MCCA, and how its ridge was chosen. */
export interface FittedMcca {
  readonly directions: Directions;
  readonly power: number;
  readonly chosen: MccaChoice;
}

export interface MccaChoice {
  readonly ridge: number;
  /** score on validation of the best ridge; null where only one was tried */
  readonly pairRetrieval: number | null;
}

/** Ridges to choose from where none is given; the first is used where validation has no pairs. */
const ridges = [1, 0.1, 0.3, 3];

/**
 * Multiset canonical correlation analysis. Its ridge is chosen by how well the modalities of a validation sample find each other;
 * no label is used.
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
  const { table, axes } = reduceWideBlocks(train, maxBlockLength, seed);
  const moments = momentsOf(table, viewsOf(table, copies), modalities);
  const numFeatures = moments.reduce((sum, ofOne) => sum + ofOne[0].numRows, 0);
  const numComponents = Math.min(width, numFeatures);
  const candidates = candidateRidges(options.ridge, validation).map((ridge) => ({
    ridge,
    directions: toOriginalFeatures(correlationDirections(modalities, moments, { ridge, numComponents, seed }), axes),
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

/** The mean of x·W·ρ^power over the given modalities that a sample has. @returns shape `[numSamples, numComponents]` */
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

/** A table whose wide blocks are reduced to their principal components. */
interface ReducedTable {
  readonly table: FeatureTable<Matrix>;
  /** of each modality that was reduced, `[new length, featureLength]` */
  readonly axes: Readonly<Record<string, Matrix>>;
}

/** Reduces blocks of more than `maxLength` features, which bounds the cost of the eigenproblem. */
function reduceWideBlocks(table: FeatureTable<Matrix>, maxLength: number, seed: number): ReducedTable {
  const wide = Object.keys(table.blocks).filter((modality) => table.blocks[modality].numColumns > maxLength);
  const axes = Object.fromEntries(wide.map((modality) => [modality, axesOf(table, modality, maxLength, seed)]));
  const along = (modality: string, block: Matrix) => (axes[modality] ? multiply(block, axes[modality], { transposeB: true }) : block);
  const blocks = Object.entries(table.blocks).map(([modality, block]) => [modality, along(modality, block)]);
  const copies = Object.entries(table.copies ?? {}).map(([modality, ofModality]) => [
    modality,
    ofModality.map((block) => along(modality, block)),
  ]);
  return { table: { ...table, blocks: Object.fromEntries(blocks), copies: Object.fromEntries(copies) }, axes };
}

function axesOf(table: FeatureTable<Matrix>, modality: string, maxLength: number, seed: number): Matrix {
  const features = selectRows(table.blocks[modality], samplesWithAny(table, [modality]));
  return principalComponents(features, Math.min(maxLength, features.numRows - 1), seed).components;
}

/** Turns directions of reduced blocks into directions of the original features. */
function toOriginalFeatures({ projections, correlations }: Directions, axes: Readonly<Record<string, Matrix>>): Directions {
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
