// The options of a model, adapted to the data: small archives have fewer features than an experiment expects, and some have no validation samples.
import type { FeatureTable } from '@mmae/feature-table';
import { resolveMmaeOptions, type MmaeOptions, type StageOptions, type Written } from '@mmae/mmae';
import type { Modality } from '@mmae/samples';
import type { Experiment } from './experiment.ts';

/** Model options, and a line for each change to them. */
export interface AdaptedOptions {
  readonly options: Written<MmaeOptions>;
  readonly changes: readonly string[];
}

/**
 * An experiment's model options as a train table allows them: no latent is wider than all features together, and early stopping needs validation samples.
 *
 * @param hasValidation whether there are validation samples that do not train
 */
export function optionsForTrain({ model, seed }: Experiment, { blocks }: FeatureTable, hasValidation: boolean): AdaptedOptions {
  const options = resolveMmaeOptions({ ...model, seed });
  const numFeatures = Object.values(blocks).reduce((sum, { numColumns }) => sum + numColumns, 0);
  const changes: string[] = [];
  const stages = Object.entries(options.stages).map(([name, stage]) => {
    const narrow = withMaxLatent(name, stage, numFeatures, changes);
    return [name, hasValidation ? narrow : withoutPatience(name, narrow, changes)] as const;
  });
  return { options: changes.length === 0 ? { ...model, seed } : { ...options, stages: Object.fromEntries(stages) }, changes };
}

function withMaxLatent(name: string, stage: StageOptions, numFeatures: number, changes: string[]): StageOptions {
  const { latentDim } = stage.network;
  if (latentDim <= numFeatures) return stage;
  changes.push(`stages.${name}.network.latentDim is ${numFeatures} instead of ${latentDim}: train has no more features`);
  return { ...stage, network: { ...stage.network, latentDim: numFeatures } };
}

function withoutPatience(name: string, stage: StageOptions, changes: string[]): StageOptions {
  const { patience, schedule } = stage.training;
  if (patience === null && schedule !== 'plateau') return stage;
  changes.push(`stages.${name}.training cannot stop early without validation samples: it runs all ${stage.training.epochs} epochs`);
  return { ...stage, training: { ...stage.training, patience: null, schedule: schedule === 'plateau' ? 'cosine' : schedule } };
}

/** Options whose keys are modalities. */
const byModality = ['encoders', 'decoders', 'reconstructionLosses', 'copyProbabilities'];

/** Model options without those for some modalities. */
export function withoutOptionsOf<Options>(options: Options, modalities: readonly Modality[]): Options {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) return options;
  const kept = Object.entries(options).map(([key, value]) => [
    key,
    byModality.includes(key) ? withoutKeys(value as object, modalities) : withoutOptionsOf(value, modalities),
  ]);
  return Object.fromEntries(kept) as Options;
}

const withoutKeys = (value: object, keys: readonly string[]) =>
  Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
