import type { Manifest, Modality } from '@mmae/samples';
import type { Experiment } from './experiment.ts';
import type { Progress } from './progress.ts';
import { UsageError } from './usage-error.ts';

/** Modalities that an experiment names and that nothing can be learnt from, each with the reason. */
export type LeftOut = Readonly<Record<Modality, string>>;

/**
 * Nothing is learnt from the other splits, so nothing need be extracted before this is known.
 *
 * @throws UsageError where a manifest has fewer than two rows to train on
 */
export function expectTrainRows({ samples }: Manifest): void {
  const numTrain = samples.filter(({ split }) => split === 'train').length;
  if (numTrain >= 2) return;
  const splits = [...new Set(samples.map(({ split }) => split))].map(
    (split) => `${samples.filter((sample) => sample.split === split).length} ${split}`,
  );
  throw new UsageError(
    `train: expected at least 2 rows in train, got ${numTrain} (${splits.join(', ') || 'none in all'}). Add rows, name rows train in the column split, or leave it empty to have them dealt.`,
  );
}

/** The modalities that no row of the manifest has, where their features do not come ready made. */
export function unnamedModalities({ samples }: Manifest, { modalities, media }: Experiment): LeftOut {
  const isNamed = (modality: Modality) =>
    media[modality].featureFile !== undefined || samples.some((sample) => Object.hasOwn(sample.media, modality));
  const unnamed = modalities.filter((modality) => !isNamed(modality));
  return Object.fromEntries(unnamed.map((modality) => [modality, 'no row of the manifest has any']));
}

/** What a run left out. */
export const leftOutOf = ({ leftOut }: { readonly leftOut?: unknown }): LeftOut => (leftOut ?? {}) as LeftOut;

/**
 * The experiment without some of its modalities: what its model says of them goes too. Each is said.
 *
 * @throws UsageError where no modality is left
 */
export function withoutModalities(experiment: Experiment, leftOut: LeftOut, progress: Progress): Experiment {
  const names = Object.keys(leftOut);
  if (names.length === 0) return experiment;
  const modalities = experiment.modalities.filter((modality) => !Object.hasOwn(leftOut, modality));
  const reasons = names.map((name) => `${name}: ${leftOut[name]}`);
  if (modalities.length === 0)
    throw new UsageError(['train: expected a modality that can be learnt from, got none:', ...reasons].join('\n  '));
  for (const reason of reasons) progress.say(`left out: ${reason}`);
  if (modalities.length === 1) progress.say(`${modalities[0]} is the only modality: there is no search across modalities`);
  return { ...experiment, modalities, model: withoutOptionsOf(experiment.model, names) };
}

/** Options whose keys are modalities. */
const byModality = ['encoders', 'decoders', 'reconstructionLosses', 'copyProbabilities'];

/** Options of a model without what they say of some modalities. */
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
