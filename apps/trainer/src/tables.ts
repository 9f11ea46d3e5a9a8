import { selectSamples, type FeatureTable } from '@mmae/feature-table';
import type { StoredRows } from '@mmae/matrix';
import type { Manifest, Modality } from '@mmae/samples';
import type { Experiment } from './experiment.ts';
import { toCopies, toFeatureTable, type FittedModality, type TableOptions } from './features.ts';
import type { ExtractedMedia } from './media.ts';

/** Places in the manifest of the samples that kept a modality: all of them, and those of a split. */
export interface KeptSamples {
  readonly all: readonly number[];
  readonly train: readonly number[];
  readonly validation: readonly number[];
  /** rows of `train` that are of the validation split, as they are where it trains too */
  readonly validationInTrain: readonly number[];
}

/** Samples that kept one of the modalities of an experiment. Where it refits, validation trains too: there is none to hold out then. */
export function keptSamples(
  manifest: Manifest,
  { extractions }: ExtractedMedia,
  { modalities, refit }: Pick<Experiment, 'modalities' | 'refit'>,
): KeptSamples {
  const isKept = (sample: number) => modalities.some((modality) => extractions[modality].present[sample] === 1);
  const all = Array.from(manifest.samples.keys()).filter(isKept);
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

export async function toTables(
  experiment: Experiment,
  manifest: Manifest,
  fitted: Readonly<Record<Modality, FittedModality>>,
  rows: KeptSamples,
  options: TableOptions,
): Promise<Tables> {
  const all = await toFeatureTable(manifest, fitted, rows.all, options);
  const placeOf = new Map(rows.all.map((sample, place) => [sample, place]));
  const tableOf = (samples: readonly number[]) =>
    selectSamples(
      all,
      samples.map((sample) => placeOf.get(sample)!),
    );
  const copies: Record<Modality, StoredRows[]> = {};
  for (const modality of experiment.modalities.filter((each) => experiment.media[each].augment))
    copies[modality] = await toCopies(modality, fitted[modality], rows.train, { ...options, seed: experiment.seed });
  return {
    all,
    train: { ...tableOf(rows.train), copies },
    validation: tableOf(rows.validation),
    validationInTrain: rows.validationInTrain,
  };
}

/** Train as it is without validation, where that trains too. */
export function trainWithoutValidation({ train, validationInTrain }: Tables): FeatureTable {
  const isValidation = new Set(validationInTrain);
  const others = Array.from(train.ids.keys()).filter((row) => !isValidation.has(row));
  return selectSamples(train, others);
}
