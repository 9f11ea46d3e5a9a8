import { mapValues } from '@mmae/feature-table';
import { matrix, type Matrix } from '@mmae/matrix';
import { contextOf, contextOptions, embedInContext, type Context } from '@mmae/mmae/encoder';
import { expectShape, loadFeatureState, RunFolderError, saveFeatureState } from '@mmae/run-folder';
import { sequencesOf, type Sample, type SequenceColumns } from '@mmae/samples';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** The context encoder of a run, and the columns of the manifest that it finds the neighbours of a sample by. */
export interface RunContext {
  readonly encoder: Context;
  readonly columns: SequenceColumns;
}

/**
 * Embeddings in context, of every subset of modalities. Those of samples without neighbours in an asset are unchanged.
 *
 * @param embeddings of the run's model, by subset, `[numSamples, width]` each
 * @param samples of the rows
 */
export function inContext(
  { encoder, columns }: RunContext,
  embeddings: Readonly<Record<string, Matrix>>,
  samples: readonly Pick<Sample, 'group' | 'extra'>[],
): Record<string, Matrix> {
  const sequences = sequencesOf(samples, columns);
  return mapValues(embeddings, (embedding) => embedInContext(encoder, embedding, sequences));
}

/** No modality has a dot in its name. */
const stateName = 'context.encoder';

/** Saves the context encoder in a run. */
export async function saveContext(folder: string, { encoder, columns }: RunContext): Promise<void> {
  const tensors = mapValues(encoder.weights, ({ shape, data }) => matrix(data.length / shape.at(-1)!, shape.at(-1)!, data));
  await saveFeatureState(folder, stateName, { json: { columns, description: encoder.description }, tensors });
}

const documentShape = z.object({
  columns: z.object({ asset: z.string(), order: z.string() }),
  description: z.object({ options: contextOptions, latentWidth: z.int().min(1) }),
});

/**
 * Loads the context encoder of a run.
 *
 * @returns undefined where the run was trained without context
 * @throws RunFolderError where a file is damaged
 */
export async function loadContext(folder: string): Promise<RunContext | undefined> {
  const file = join(folder, 'features', `${stateName}.json`);
  if (!existsSync(file)) return undefined;
  const { json, tensors } = await loadFeatureState(folder, stateName);
  const { columns, description } = expectShape(json, file, documentShape);
  try {
    return { encoder: contextOf(description, tensors), columns };
  } catch (cause) {
    throw new RunFolderError(`loadContext: ${(cause as Error).message} Restore ${file} and its tensors, or run again.`, { cause });
  }
}
