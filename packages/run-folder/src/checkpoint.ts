// A checkpoint is a folder that is written whole beside its place (`checkpoint.next`), then swapped in by two renames:
//   checkpoint → checkpoint.previous, checkpoint.next → checkpoint
// Its `checksums.json` is the mark that it is complete. Cut off anywhere, a complete one stands under one of the three names.
import { syncFolder } from '@mmae/files';
import { InputError } from '@mmae/input';
import type { Matrix } from '@mmae/matrix';
import { fromSafetensors, toSafetensors, type Tensor } from '@mmae/tensor-files';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { formatVersion, readChecksums, readDocument, readRunFile, toJson, writeFiles } from './files.ts';
import { syncMetrics } from './metrics.ts';
import { RunFolderError, toWriteError } from './run-folder-error.ts';
import { anyObject, type Shape } from './shape.ts';

/** A training, ready to go on: tensors by name, and what of it is no tensor (epoch, seeds, best loss …) as JSON. */
export interface Checkpoint<Value extends Matrix | Tensor = Matrix | Tensor> {
  readonly model: Readonly<Record<string, Value>>;
  readonly optimizer: Readonly<Record<string, Value>>;
  readonly state: unknown;
}

/** A checkpoint as it was read, and the newer ones that were passed over, each with its reason. */
export interface LoadedCheckpoint extends Checkpoint<Tensor> {
  readonly passedOver: readonly string[];
}

/**
 * Makes `checkpoint/` this one; the one before stays as `checkpoint.previous/`. Whoever finds it finds the metrics before it too.
 *
 * @throws RunFolderError where the disk is full or closed to us; the earlier checkpoint is intact
 */
export async function saveCheckpoint(folder: string, { model, optimizer, state }: Checkpoint): Promise<void> {
  const place = (name: string) => join(folder, name);
  try {
    await syncMetrics(folder);
    await rm(place(next), { recursive: true, force: true });
    await mkdir(place(next));
    await writeFiles(place(next), {
      'model.safetensors': toSafetensors(model),
      'optimizer.safetensors': toSafetensors(optimizer),
      'state.json': toJson({ formatVersion, state }),
    });
    if (existsSync(place(latest))) {
      await rm(place(previous), { recursive: true, force: true });
      await rename(place(latest), place(previous));
    }
    await rename(place(next), place(latest));
    await syncFolder(folder);
  } catch (cause) {
    throw toWriteError('saveCheckpoint', place(latest), cause);
  }
}

/**
 * The latest complete checkpoint; undefined where none was ever finished.
 *
 * @param stateShape of `state`; a checkpoint whose state is of another is passed over
 * @throws RunFolderError where there are some, and all are incomplete, damaged or newer than this version
 */
export async function loadCheckpoint(folder: string, stateShape: Shape = anyObject): Promise<LoadedCheckpoint | undefined> {
  const passedOver: string[] = [];
  const there = [latest, next, previous].filter((name) => existsSync(join(folder, name)));
  for (const name of there) {
    try {
      return { ...(await readCheckpoint(join(folder, name), stateShape)), passedOver };
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      passedOver.push(error.message);
    }
  }
  if (there.every((name) => name === next)) return undefined; // none, or the first one was cut off
  throw new RunFolderError(
    `loadCheckpoint: expected a complete checkpoint in ${folder}, got none:\n  ${passedOver.join('\n  ')}\nRestore one, or train again.`,
  );
}

const latest = 'checkpoint';
const next = 'checkpoint.next';
const previous = 'checkpoint.previous';
const parts = ['model.safetensors', 'optimizer.safetensors', 'state.json'];

async function readCheckpoint(place: string, stateShape: Shape): Promise<Checkpoint<Tensor>> {
  const marked = await readChecksums(place);
  const unmarked = parts.filter((part) => !Object.hasOwn(marked, part));
  if (unmarked.length > 0) {
    throw new RunFolderError(`readCheckpoint: expected a checksum of ${unmarked.join(', ')} in ${place}, got none: it was not finished.`);
  }
  const { state } = await readDocument(place, 'state.json', z.object({ state: stateShape }));
  const tensorsOf = async (path: string) => fromSafetensors(await readRunFile(place, path), join(place, path)).tensors;
  return { model: await tensorsOf('model.safetensors'), optimizer: await tensorsOf('optimizer.safetensors'), state };
}
