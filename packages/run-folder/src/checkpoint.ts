// A checkpoint is a folder that is written completely as `checkpoint.next`, then swapped in by two renames:
//   checkpoint → checkpoint.previous, checkpoint.next → checkpoint
// Its `checksums.json` marks it as complete. After an interruption at any point, a complete one exists under one of the three names.
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

/** The state of a training, from which it can be resumed: tensors by name, and everything else (epoch, seeds, best loss …) as JSON. */
export interface Checkpoint<Value extends Matrix | Tensor = Matrix | Tensor> {
  readonly model: Readonly<Record<string, Value>>;
  readonly optimizer: Readonly<Record<string, Value>>;
  readonly state: unknown;
}

/** A checkpoint, and the reasons why newer ones were passed over. */
export interface LoadedCheckpoint extends Checkpoint<Tensor> {
  readonly passedOver: readonly string[];
}

/**
 * Writes `checkpoint/`; the one before it remains as `checkpoint.previous/`. The metrics so far are synced to the disk first.
 *
 * @throws RunFolderError if the disk is full or read-only; the earlier checkpoint is intact
 */
export async function saveCheckpoint(folder: string, { model, optimizer, state }: Checkpoint): Promise<void> {
  const pathOf = (name: string) => join(folder, name);
  try {
    await syncMetrics(folder);
    await rm(pathOf(next), { recursive: true, force: true });
    await mkdir(pathOf(next));
    await writeFiles(pathOf(next), {
      'model.safetensors': toSafetensors(model),
      'optimizer.safetensors': toSafetensors(optimizer),
      'state.json': toJson({ formatVersion, state }),
    });
    if (existsSync(pathOf(latest))) {
      await rm(pathOf(previous), { recursive: true, force: true });
      await rename(pathOf(latest), pathOf(previous));
    }
    await rename(pathOf(next), pathOf(latest));
    await syncFolder(folder);
  } catch (cause) {
    throw toWriteError('saveCheckpoint', pathOf(latest), cause);
  }
}

/**
 * Loads the latest complete checkpoint; undefined if none was ever completed.
 *
 * @param stateShape the shape of `state`; a checkpoint with another shape is passed over
 * @throws RunFolderError if there are checkpoints, but all are incomplete, damaged or of a newer version
 */
export async function loadCheckpoint(folder: string, stateShape: Shape = anyObject): Promise<LoadedCheckpoint | undefined> {
  const passedOver: string[] = [];
  const present = [latest, next, previous].filter((name) => existsSync(join(folder, name)));
  for (const name of present) {
    try {
      return { ...(await readCheckpoint(join(folder, name), stateShape)), passedOver };
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      passedOver.push(error.message);
    }
  }
  if (present.every((name) => name === next)) return undefined; // none, or the first was interrupted
  throw new RunFolderError(
    `loadCheckpoint: expected a complete checkpoint in ${folder}, got none:\n  ${passedOver.join('\n  ')}\nRestore one, or train again.`,
  );
}

const latest = 'checkpoint';
const next = 'checkpoint.next';
const previous = 'checkpoint.previous';
const parts = ['model.safetensors', 'optimizer.safetensors', 'state.json'];

async function readCheckpoint(folder: string, stateShape: Shape): Promise<Checkpoint<Tensor>> {
  const checksums = await readChecksums(folder);
  const missing = parts.filter((part) => !Object.hasOwn(checksums, part));
  if (missing.length > 0) {
    throw new RunFolderError(`readCheckpoint: expected a checksum of ${missing.join(', ')} in ${folder}, got none: it was not completed.`);
  }
  const { state } = await readDocument(folder, 'state.json', z.object({ state: stateShape }));
  const tensorsOf = async (path: string) => fromSafetensors(await readRunFile(folder, path), join(folder, path)).tensors;
  return { model: await tensorsOf('model.safetensors'), optimizer: await tensorsOf('optimizer.safetensors'), state };
}
