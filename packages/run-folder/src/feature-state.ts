import { fromSafetensors, toMatrix, toSafetensors } from '@mmae/tensor-files';
import type { FittedState } from '@mmae/samples';
import { join } from 'node:path';
import { z } from 'zod';
import { formatVersion, readDocument, readRunFile, toJson, writeFiles } from './files.ts';
import { RunFolderError } from './run-folder-error.ts';
import { anyValue } from './shape.ts';

/** Writes `features/<name>.json` and `.safetensors`: what an extractor or the scaling was fitted to train. */
export async function saveFeatureState(folder: string, name: string, state: FittedState): Promise<void> {
  await writeFiles(folder, {
    [`features/${name}.json`]: toJson({ formatVersion, state: state.json }),
    [`features/${name}.safetensors`]: toSafetensors(state.tensors),
  });
}

/**
 * Loads what `saveFeatureState` wrote.
 *
 * @throws RunFolderError if a file is missing, damaged, of another program or of a newer version
 */
export async function loadFeatureState(folder: string, name: string): Promise<FittedState> {
  const document = await readDocument(folder, `features/${name}.json`, z.object({ state: anyValue }));
  const file = `features/${name}.safetensors`;
  const bytes = await readRunFile(folder, file);
  try {
    const { tensors } = fromSafetensors(bytes, join(folder, file));
    return { json: document.state, tensors: Object.fromEntries(Object.entries(tensors).map(([key, tensor]) => [key, toMatrix(tensor)])) };
  } catch (cause) {
    throw new RunFolderError(`loadFeatureState: ${(cause as Error).message} Restore the file, or run again.`, { cause });
  }
}
