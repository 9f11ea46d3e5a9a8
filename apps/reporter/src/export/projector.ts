import { row } from '@mmae/matrix';
import { subsetKey } from '@mmae/run-folder';
import { toPrintable } from '@mmae/input';
import type { Results } from '@mmae/scoring';

/** The joint embedding as TensorBoard's projector and its web page read it: a line of numbers a sample, and a line about it. */
export function toProjectorFiles({ run, embeddings, clustering, main }: Results): Record<string, string> {
  const joint = embeddings[subsetKey(run.modalities)];
  const vectors = Array.from({ length: joint.numRows }, (_, index) => `${row(joint, index).join('\t')}\n`);
  const about = run.samples.map(({ id, label = '', split, present }, index) => [
    id,
    label,
    `${clustering.clusters[index]}`,
    split,
    subsetKey(present),
  ]);
  const header = ['id', 'label', 'cluster', 'split', 'present'];
  return {
    'vectors.tsv': vectors.join(''),
    'metadata.tsv': [header, ...about].map((cells) => `${cells.map(inOneCell).join('\t')}\n`).join(''),
    'projector_config.pbtxt': `embeddings {\n  tensor_name: ${JSON.stringify(main)}\n  tensor_path: "vectors.tsv"\n  metadata_path: "metadata.tsv"\n}\n`,
  };
}

/** A tab or a line break would end the cell, and the format has no quotes. */
const inOneCell = (text: string) => toPrintable(text.replace(/[\t\r\n]+/g, ' '));
