// What a run has read of its media, by the keys of the cache: a run that is resumed learns from the same, whatever has become of the files.
import { expectShape, loadFeatureState, saveFeatureState } from '@mmae/run-folder';
import type { Modality } from '@mmae/samples';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ExtractedKeys } from './extraction.ts';
import type { ExtractedMedia } from './extract-media.ts';

/** No modality has a dot in its name. */
const stateName = 'extracted.keys';
const keysShape = { type: 'object', additionalProperties: { type: 'array', items: { type: ['string', 'null'] } } };

export async function saveExtractedKeys(folder: string, { extractions }: ExtractedMedia): Promise<void> {
  const keys = Object.entries(extractions).map(([modality, extraction]) => [modality, Array.from(extraction.keys, (key) => key ?? null)]);
  await saveFeatureState(folder, stateName, { json: Object.fromEntries(keys), tensors: {} });
}

/** @returns undefined where the run has not come to the end of its extraction. @throws RunFolderError where the file is damaged */
export async function loadExtractedKeys(folder: string): Promise<Record<Modality, ExtractedKeys> | undefined> {
  if (!existsSync(join(folder, 'features', `${stateName}.json`))) return undefined;
  const { json } = await loadFeatureState(folder, stateName);
  const keys = expectShape<Record<Modality, readonly (string | null)[]>>(json, join(folder, 'features', `${stateName}.json`), keysShape);
  return Object.fromEntries(Object.entries(keys).map(([modality, ofIt]) => [modality, ofIt.map((key) => key ?? undefined)]));
}
