import type { FeatureTable } from '@mmae/feature-table';
import { resolveOptions, type MmaeOptions, type StageOptions, type Written } from '@mmae/mmae';
import type { Experiment } from './experiment.ts';

/** Options of a model, and what was changed of them, a line each. */
export interface FittedOptions {
  readonly options: Written<MmaeOptions>;
  readonly changes: readonly string[];
}

/**
 * The options of an experiment's model as its train table allows: a latent is at most as wide as the features together, and patience needs validation.
 * An archive of a few samples has fewer principal axes than an experiment asks for; it trains all the same.
 *
 * @param hasValidation whether there are validation rows that do not train
 */
export function optionsForTrain({ model, seed }: Experiment, { blocks }: FeatureTable, hasValidation: boolean): FittedOptions {
  const options = resolveOptions({ ...model, seed });
  const numFeatures = Object.values(blocks).reduce((sum, { numColumns }) => sum + numColumns, 0);
  const changes: string[] = [];
  const fitted = Object.entries(options.stages).map(([name, stage]) => {
    const narrow = withLatentOf(name, stage, numFeatures, changes);
    return [name, hasValidation ? narrow : withoutPatience(name, narrow, changes)] as const;
  });
  return { options: changes.length === 0 ? { ...model, seed } : { ...options, stages: Object.fromEntries(fitted) }, changes };
}

function withLatentOf(name: string, stage: StageOptions, numFeatures: number, changes: string[]): StageOptions {
  const { latentDim } = stage.network;
  if (latentDim <= numFeatures) return stage;
  changes.push(`stages.${name}.network.latentDim is ${numFeatures} instead of ${latentDim}: train gives no more features`);
  return { ...stage, network: { ...stage.network, latentDim: numFeatures } };
}

function withoutPatience(name: string, stage: StageOptions, changes: string[]): StageOptions {
  const { patience, schedule } = stage.training;
  if (patience === null && schedule !== 'plateau') return stage;
  changes.push(`stages.${name}.training has no validation rows to wait for: it trains all ${stage.training.epochs} epochs`);
  return { ...stage, training: { ...stage.training, patience: null, schedule: schedule === 'plateau' ? 'cosine' : schedule } };
}
