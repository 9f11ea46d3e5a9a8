import { matrix } from '@mmae/matrix';
import { toNpy, toSafetensors } from '@mmae/tensor-files';
import { writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { mmaeReport } from '../../../apps/reporter/src/index.ts';
import { recordingStreams } from '@mmae/command-line/recording-streams.test.support';
import { byteDamages, textDamages } from '../damage.ts';
import type { OpenTarget } from '../target.ts';

const clouds = matrix(
  12,
  2,
  Float32Array.from({ length: 24 }, (_, i) => (i % 5) - (i % 3) / 2),
);
const labels = Buffer.from(`label\n${'a\nb\nc\n'.repeat(4)}`);

/** `mmae-report score` on points and labels written by other programs. */
export const points: OpenTarget = async (folder) => ({
  files: {
    'points.csv': Buffer.from(`x,y,name\n${Array.from({ length: 12 }, (_, i) => `${i % 5},${i / 7},p${i}`).join('\n')}\n`),
    'points.npy': Buffer.from(toNpy(clouds)),
    'points.safetensors': Buffer.from(toSafetensors({ points: clouds })),
    'labels.csv': labels,
  },
  damagesOf: (file) => (file.endsWith('.csv') ? textDamages : byteDamages),
  async attempt(file, bytes) {
    const isLabels = file.startsWith('labels');
    const place = { points: join(folder, `points${isLabels ? '.npy' : extname(file)}`), labels: join(folder, 'labels.csv') };
    writeFileSync(place.points, isLabels ? toNpy(clouds) : bytes);
    writeFileSync(place.labels, isLabels ? bytes : labels);
    const streams = recordingStreams();
    const code = await mmaeReport(['score', place.points, '--labels', place.labels, '--k', '2'], streams);
    if (code !== 0 && code !== 2) throw new Error(`exit code ${code}: ${streams.written.error}`);
  },
  isDocumented: () => false, // the command makes sentences of them
});
