// The cache keys of a run's media: a resumed run uses the same values, even where files have changed or were deleted since.
import { expectShape, loadFeatureState, saveFeatureState } from '@mmae/run-folder';
import type { Modality } from '@mmae/samples';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { ExtractedKeys } from './extraction.ts';
import type { ExtractedMedia } from './extract-media.ts';

/** No modality has a dot in its name. */
const stateName = 'extracted.keys';
const keysShape = z.record(z.string(), z.array(z.string().nullable()));

/** Saves the cache keys of all media in a run. */
export async function saveExtractedKeys(folder: string, { extractions }: ExtractedMedia): Promise<void> {
  const keys = Object.entries(extractions).map(([modality, extraction]) => [modality, Array.from(extraction.keys, (key) => key ?? null)]);
  await saveFeatureState(folder, stateName, { json: Object.fromEntries(keys), tensors: {} });
}

/** @returns undefined where the run was interrupted before the end of its extraction. @throws RunFolderError where the file is damaged */
export async function loadExtractedKeys(folder: string): Promise<Record<Modality, ExtractedKeys> | undefined> {
  if (!existsSync(join(folder, 'features', `${stateName}.json`))) return undefined;
  const { json } = await loadFeatureState(folder, stateName);
  const keys = expectShape(json, join(folder, 'features', `${stateName}.json`), keysShape);
  return Object.fromEntries(Object.entries(keys).map(([modality, ofIt]) => [modality, ofIt.map((key) => key ?? undefined)]));
}
