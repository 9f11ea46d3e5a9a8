import { writeFileAtomically } from '@mmae/files';
import { toPrintable } from '@mmae/input';
import { row } from '@mmae/matrix';
import { subsetKey } from '@mmae/run-folder';
import type { Results } from '@mmae/scoring';
import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { toEventFile } from './event-file.ts';

/** Writes each run to a subfolder of `folder`: an event file of its metrics, and its joint embedding for the projector. */
export async function writeTensorboard(folder: string, all: readonly Results[]): Promise<void> {
  for (const results of all) {
    const { run } = results;
    const runFolder = join(folder, basename(run.name));
    const startSeconds = Math.floor(Date.parse(String(run.config.startedAt)) / 1000) || 0;
    await mkdir(runFolder, { recursive: true });
    await writeFileAtomically(join(runFolder, `events.out.tfevents.${startSeconds}.mmae`), toEventFile(run.metrics, startSeconds));
    for (const [name, text] of Object.entries(toProjectorFiles(results))) await writeFileAtomically(join(runFolder, name), text);
  }
}

/** The joint embedding as the projector reads it: a line of numbers per sample, and a line of metadata. */
function toProjectorFiles({ run, embeddings, clustering, main }: Results): Record<string, string> {
  const joint = embeddings[subsetKey(run.modalities)];
  const vectors = Array.from({ length: joint.numRows }, (_, index) => `${row(joint, index).join('\t')}\n`);
  const header = ['id', 'label', 'cluster', 'split', 'present'];
  const metadata = run.samples.map(({ id, label = '', split, present }, index) => [
    id,
    label,
    `${clustering.clusters[index]}`,
    split,
    subsetKey(present),
  ]);
  return {
    'vectors.tsv': vectors.join(''),
    'metadata.tsv': [header, ...metadata].map((cells) => `${cells.map(toCell).join('\t')}\n`).join(''),
    'projector_config.pbtxt': `embeddings {\n  tensor_name: ${JSON.stringify(main)}\n  tensor_path: "vectors.tsv"\n  metadata_path: "metadata.tsv"\n}\n`,
  };
}

/** Without tabs and line breaks, which would end the cell: the format has no quotes. */
const toCell = (text: string) => toPrintable(text.replace(/[\t\r\n]+/g, ' '));
