// What can be learnt from the data: modalities without usable train samples are left out of the experiment.
import { InputError } from '@mmae/input';
import {
  fitMedia,
  keptSamples,
  presentModalities,
  saveExtractedKeys,
  saveFittedFeatures,
  type ExtractedMedia,
  type FittedModality,
  type KeptSamples,
  type LeftOut,
  type Progress,
} from '@mmae/pipeline';
import { amendConfig, readConfig, saveSamples, saveSkipped, toSampleRow } from '@mmae/run-folder';
import type { Manifest, Modality } from '@mmae/samples';
import type { Experiment } from './experiment.ts';
import { withoutOptionsOf } from './model-options.ts';

/** The input of a training: features fitted on train, of the modalities that can be learnt from. */
export interface Prepared {
  /** without the modalities that were left out */
  readonly experiment: Experiment;
  readonly samples: KeptSamples;
  readonly fitted: Readonly<Record<Modality, FittedModality>>;
  readonly leftOut: LeftOut;
}

/**
 * Fits the features of every modality on train, and leaves out modalities that cannot be learnt from.
 *
 * @param maxRows train samples that a modality is fitted on, at most
 * @throws InputError where no modality remains
 */
export function prepare(
  experiment: Experiment,
  manifest: Manifest,
  media: ExtractedMedia,
  { progress, maxRows }: { readonly progress: Progress; readonly maxRows?: number },
): Prepared {
  const { train } = keptSamples(manifest, media, experiment);
  const { fitted, leftOut } = fitMedia(media, experiment, train, maxRows);
  const learnable = withoutModalities(experiment, leftOut, progress);
  return { experiment: learnable, samples: keptSamples(manifest, media, learnable), fitted, leftOut };
}

/** Writes to the run folder what was extracted, skipped, left out and fitted. */
export async function savePrepared(
  folder: string,
  manifest: Manifest,
  media: ExtractedMedia,
  { experiment, samples, fitted, leftOut }: Prepared,
  { isResumed }: { readonly isResumed: boolean },
): Promise<void> {
  if (Object.keys(leftOut).length > 0) await amendConfig(folder, { leftOut: { ...leftOutOf(await readConfig(folder)), ...leftOut } });
  if (!isResumed) await saveExtractedKeys(folder, media);
  await saveSkipped(folder, media.skipped);
  await saveSamples(
    folder,
    samples.all.map((sample) => toSampleRow(manifest.samples[sample], presentModalities(media, sample, experiment.modalities))),
  );
  await saveFittedFeatures(folder, fitted);
}

/**
 * Checked before extraction, which may take hours: only train samples are learnt from.
 *
 * @throws InputError where a manifest has fewer than two train samples
 */
export function expectTrainSamples({ samples }: Manifest): void {
  const numTrain = samples.filter(({ split }) => split === 'train').length;
  if (numTrain >= 2) return;
  const splits = [...new Set(samples.map(({ split }) => split))].map(
    (split) => `${samples.filter((sample) => sample.split === split).length} ${split}`,
  );
  throw new InputError(
    `train: expected at least 2 rows in train, got ${numTrain} (${splits.join(', ') || 'none in all'}). Add rows, set their column "split" to train, or leave it empty to have them assigned.`,
  );
}

/** Modalities that no sample of the manifest has, unless their features are ready-made. */
export function absentModalities({ samples }: Manifest, { modalities, media }: Experiment): LeftOut {
  const isNamed = (modality: Modality) =>
    media[modality].featureFile !== undefined || samples.some((sample) => Object.hasOwn(sample.media, modality));
  const absent = modalities.filter((modality) => !isNamed(modality));
  return Object.fromEntries(absent.map((modality) => [modality, 'no row of the manifest has any']));
}

/** The modalities that a run left out, by its `config.json`. */
export const leftOutOf = ({ leftOut }: { readonly leftOut?: unknown }): LeftOut => (leftOut ?? {}) as LeftOut;

/**
 * The experiment without some of its modalities, and without the model options for them. Each is reported to `progress`.
 *
 * @throws InputError where no modality remains
 */
export function withoutModalities(experiment: Experiment, leftOut: LeftOut, progress: Progress): Experiment {
  const names = Object.keys(leftOut);
  if (names.length === 0) return experiment;
  const modalities = experiment.modalities.filter((modality) => !Object.hasOwn(leftOut, modality));
  const reasons = names.map((name) => `${name}: ${leftOut[name]}`);
  if (modalities.length === 0)
    throw new InputError(['train: expected a modality that can be learnt from, got none:', ...reasons].join('\n  '));
  for (const reason of reasons) progress.say(`left out: ${reason}`);
  if (modalities.length === 1) progress.say(`${modalities[0]} is the only modality: there is no search across modalities`);
  return { ...experiment, modalities, model: withoutOptionsOf(experiment.model, names) };
}
