import { selectSamples, type FeatureTable } from '@mmae/feature-table';
import type { Manifest, Modality } from '@mmae/samples';
import type { Experiment } from './experiment.ts';
import { toFeatureTable, type FittedModality } from './features.ts';
import { presentOf, type ExtractedMedia } from './media.ts';

/** Places in the manifest of the samples that kept a modality: all of them, and those of a split. */
export interface KeptSamples {
  readonly all: readonly number[];
  readonly train: readonly number[];
  readonly validation: readonly number[];
  /** rows of `train` that are of the validation split, as they are where it trains too */
  readonly validationInTrain: readonly number[];
}

/** @param refit whether validation trains too, as it may once every choice is made; there is none to hold out then */
export function keptSamples(manifest: Manifest, media: ExtractedMedia, refit: boolean): KeptSamples {
  const all = Array.from(manifest.samples.keys()).filter((sample) => presentOf(media, sample).length > 0);
  const ofSplit = (split: string) => all.filter((sample) => manifest.samples[sample].split === split);
  const [train, validation] = [ofSplit('train'), ofSplit('validation')];
  if (!refit) return { all, train, validation, validationInTrain: [] };
  const both = [...train, ...validation].sort((a, b) => a - b);
  const validationInTrain = Array.from(both.keys()).filter((row) => manifest.samples[both[row]].split === 'validation');
  return { all, train: both, validation: [], validationInTrain };
}

/** The same samples as numbers; `train` has the augmented copies. */
export interface Tables {
  readonly all: FeatureTable;
  readonly train: FeatureTable;
  readonly validation: FeatureTable;
  /** rows of `train` that are of the validation split, as they are where it trains too */
  readonly validationInTrain: readonly number[];
}

export function toTables(
  experiment: Experiment,
  manifest: Manifest,
  fitted: Readonly<Record<Modality, FittedModality>>,
  rows: KeptSamples,
): Tables {
  const copiesOf = experiment.modalities.filter((modality) => experiment.media[modality].augment);
  return {
    all: toFeatureTable(manifest, fitted, rows.all),
    train: toFeatureTable(manifest, fitted, rows.train, { copiesOf, seed: experiment.seed }),
    validation: toFeatureTable(manifest, fitted, rows.validation),
    validationInTrain: rows.validationInTrain,
  };
}

/** Train as it is without validation, where that trains too. @param mostSamples how many rows are kept at most, the first */
export function trainWithoutValidation({ train, validationInTrain }: Tables, mostSamples = Infinity): FeatureTable {
  const isValidation = new Set(validationInTrain);
  const others = Array.from(train.ids.keys()).filter((row) => !isValidation.has(row));
  return selectSamples(train, others.slice(0, mostSamples));
}
