import type { TrainedRun } from '@mmae/embedder';
import type { FeatureTable } from '@mmae/feature-table';
import { selectRows } from '@mmae/matrix';
import { tableEncoder } from '@mmae/mmae/encoder';
import { expectShape, loadEmbeddings, loadFeatureState, saveFeatureState, subsetKey } from '@mmae/run-folder';
import type { Modality } from '@mmae/samples';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { describe, type ProposedTag, type TagCalibration, type TagSource } from './tags.ts';

/** Tags of every row of a table from a subset of the modalities, most confident first. */
export type Describer = (table: FeatureTable, from: readonly Modality[]) => ProposedTag[][];

/** No modality has a dot in its name. */
const stateName = 'tags.calibration';

/** Saves the confidence curves of tags in a run. */
export async function saveTagCalibration(folder: string, calibration: TagCalibration): Promise<void> {
  await saveFeatureState(folder, stateName, { json: calibration, tensors: {} });
}

/**
 * Opens the tags of a run for new media.
 *
 * @returns undefined where the run has no confidences, because it had too few validation samples
 * @throws RunFolderError where a file is damaged
 */
export async function openDescriber(run: TrainedRun): Promise<Describer | undefined> {
  if (!existsSync(join(run.folder, 'features', `${stateName}.json`))) return undefined;
  const { json } = await loadFeatureState(run.folder, stateName);
  const calibration = expectShape(json, join(run.folder, 'features', `${stateName}.json`), calibrationShape);
  if (Object.keys(calibration).length === 0) return undefined;
  const source = { ...run, labelled: await labelledTrain(run) };
  const encoded = tableEncoder(run.model);
  return (table, from) => describe(source, calibration, encoded(table), from);
}

const curveNumbers = z.array(z.number()).min(1);
const calibrationShape = z.record(z.string(), z.object({ scores: curveNumbers, confidences: curveNumbers }));

async function labelledTrain({ folder, plan, samples }: TrainedRun): Promise<NonNullable<TagSource['labelled']>> {
  const rows = Array.from(samples.keys()).filter((i) => samples[i].split === 'train' && samples[i].label !== undefined);
  const joint = (await loadEmbeddings(folder, 'mmae'))[subsetKey(plan.modalities)];
  return { embedding: selectRows(joint, rows), labels: rows.map((i) => samples[i].label!) };
}
