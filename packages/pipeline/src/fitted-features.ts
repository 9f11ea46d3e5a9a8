import { scaleBlock, type BlockScaling } from '@mmae/feature-table';
import { matrix, row, type Matrix } from '@mmae/matrix';
import { anyValue, expectShape, loadFeatureState, RunFolderError, saveFeatureState } from '@mmae/run-folder';
import type { Extractor, FittedState, Modality } from '@mmae/samples';
import type { TextExtractor } from '@mmae/text-features';
import { join } from 'node:path';
import { z } from 'zod';
import { makeExtractors } from './extractors.ts';
import type { FeaturePlan } from './feature-plan.ts';

/** A modality's extractor and scaling, fitted on train: they turn its media into a block of a feature table. */
export interface FittedFeatures {
  readonly extractor: Extractor;
  readonly scaling: BlockScaling;
}

/** The term that each column of a text's features counts; undefined where terms are hashed, or the features are not of texts. */
export const termsOf = (extractor: Extractor): readonly string[] | undefined =>
  'terms' in extractor ? (extractor as TextExtractor).terms() : undefined;

/** Raw values as features, before scaling. @returns shape `[numRaws, featureLength]` */
export function toFeatures(extractor: Extractor, raws: Iterable<unknown>): Matrix {
  const rows = Array.from(raws, (raw) => extractor.transform(raw));
  const features = matrix(rows.length, extractor.featureLength);
  rows.forEach((values, i) => row(features, i).set(values));
  return features;
}

/** Raw values as rows of a feature table. @returns shape `[numRaws, blockLength]` */
export const toBlock = ({ extractor, scaling }: FittedFeatures, raws: Iterable<unknown>): Matrix =>
  scaleBlock(toFeatures(extractor, raws), scaling);

/** The number of columns of a modality's block. */
export const blockLength = ({ scaling: { axes, mean } }: FittedFeatures): number => axes?.numRows ?? mean.numColumns;

/** Saves fitted features in a run as `features/<modality>`. */
export async function saveFittedFeatures(folder: string, fitted: Readonly<Record<Modality, FittedFeatures>>): Promise<void> {
  for (const [modality, features] of Object.entries(fitted)) await saveFeatureState(folder, modality, toState(features));
}

/**
 * Loads what `saveFittedFeatures` has saved.
 *
 * @param labels of the run's samples, whose words `maskLabels` removes from texts
 * @throws RunFolderError where a file is missing or damaged
 */
export async function loadFittedFeatures(
  folder: string,
  plan: FeaturePlan,
  labels: readonly string[],
): Promise<Record<Modality, FittedFeatures>> {
  const extractors = makeExtractors(plan, labels);
  const entries = plan.modalities.map(async (modality) => {
    const file = join(folder, 'features', `${modality}.json`);
    return [modality, fromState(extractors[modality], await loadFeatureState(folder, modality), file)] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

function toState({ extractor, scaling: { mean, axes, scale } }: FittedFeatures): FittedState {
  const { json, tensors } = extractor.state();
  const own = Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [`extractor.${name}`, tensor]));
  return { json: { extractor: json, scale }, tensors: { ...own, 'scaling.mean': mean, ...(axes && { 'scaling.axes': axes }) } };
}

const stateShape = z.object({ extractor: anyValue, scale: z.number().positive() });

/** @throws RunFolderError where the state does not fit the extractor */
function fromState(extractor: Extractor, { json, tensors }: FittedState, file: string): FittedFeatures {
  const { extractor: own, scale } = expectShape(json, file, stateShape);
  const { 'scaling.mean': mean, 'scaling.axes': axes } = tensors;
  const ownTensors = Object.entries(tensors).filter(([name]) => name.startsWith('extractor.'));
  const state = {
    json: own,
    tensors: Object.fromEntries(ownTensors.map(([name, tensor]) => [name.slice('extractor.'.length), tensor])),
  };
  const width = restored(extractor, state, file).featureLength;
  if (mean?.numColumns === width && (axes === undefined || axes.numColumns === width)) return { extractor, scaling: { mean, axes, scale } };
  throw new RunFolderError(
    `loadFittedFeatures: expected a scaling of ${width} features next to ${file}, got ${mean?.numColumns ?? 'none'}. Restore the files, or run again.`,
  );
}

function restored(extractor: Extractor, state: FittedState, file: string): Extractor {
  try {
    extractor.restore(state);
    return extractor;
  } catch (cause) {
    throw new RunFolderError(
      `loadFittedFeatures: expected the state of an extractor in ${file}, got: ${(cause as Error).message} Restore the file, or run again.`,
      { cause },
    );
  }
}
