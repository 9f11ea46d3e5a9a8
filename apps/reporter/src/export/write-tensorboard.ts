import { writeFileAtomically } from '@mmae/files';
import type { Results } from '@mmae/scoring';
import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { toProjectorFiles } from './projector.ts';
import { toEventFile } from './tensorboard.ts';

/** Writes each run into a folder of its own below `folder`: scalars of the training, and the joint embedding for the projector. */
export async function writeTensorboard(folder: string, all: readonly Results[]): Promise<void> {
  for (const results of all) {
    const { run } = results;
    const place = join(folder, basename(run.name));
    const startSeconds = Math.floor(Date.parse(String(run.config.startedAt)) / 1000) || 0;
    await mkdir(place, { recursive: true });
    await writeFileAtomically(join(place, `events.out.tfevents.${startSeconds}.mmae`), toEventFile(run.metrics, startSeconds));
    for (const [name, text] of Object.entries(toProjectorFiles(results))) await writeFileAtomically(join(place, name), text);
  }
}
