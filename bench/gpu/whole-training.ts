import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FeatureTable } from '@mmae/feature-table';
import { matrix, type Matrix } from '@mmae/matrix';
import { train, type MmaeOptions } from '@mmae/mmae';
import { seededRandom } from '@mmae/random';
import { startEngine, type EngineName } from '@mmae/tensor-engine';
import { toTensor, writeNpy } from '@mmae/tensor-files';
import { readMatrix } from '../data.ts';
import type { WorkRow } from '../row.ts';

/** Features after PCA in the experiment `full`, and as many rows as LUMA has in train, in whole batches. */
const widths = { image: 256, audio: 256, text: 512 };
type Modality = keyof typeof widths;
const modalities = Object.keys(widths) as Modality[];
const [numRows, numLabels, numEpochs] = [3840, 42, 4];

/** Rows that all networks of a round are shown: two of the first stage, one of the second. */
export const rowsPerRound = 3 * numRows * numEpochs;

type Stages = Record<string, { training: Record<string, unknown> }>;

/** The stages of the experiment `full`, each network for a few epochs. @param experiment path of `full.json` */
function shortStages(experiment: string): MmaeOptions['stages'] {
  const { model } = JSON.parse(readFileSync(experiment, 'utf8')) as { model: { stages: Stages } };
  const shortened = Object.entries(model.stages).map(([name, stage]) => [
    name,
    { ...stage, training: { ...stage.training, epochs: numEpochs, minSteps: 0 } },
  ]);
  return Object.fromEntries(shortened) as MmaeOptions['stages'];
}

/** Both stages of `full` on features like those of LUMA. The numbers drawn in training differ between the sides, so losses agree only roughly. */
export function wholeTrainingRow(engine: EngineName, experiment: string): WorkRow {
  return {
    title: `\`full\`, three networks of ${numEpochs} epochs on ${numRows} rows`,
    peer: { name: 'PyTorch', script: 'whole_training', args: [String(numEpochs), 'cuda'] },
    target: 2,
    tolerances: { losses: 0.15 },
    makeData,
    async prepare(folder) {
      await startEngine(engine);
      const table = await readTable(folder);
      const { data } = await readMatrix(folder, 'codes.npy');
      const codes = Int32Array.from(data);
      return async () => {
        const losses: Record<string, number> = {};
        await train({
          options: { stages: shortStages(experiment) },
          train: table,
          codes: () => codes,
          checkpointSeconds: Infinity,
          onProgress: ({ stage, endOfEpoch, losses: { loss } }) => void (endOfEpoch && (losses[stage] = loss)),
        });
        return () => ({ losses: Object.values(losses) });
      };
    },
  };
}

/** Rows of `numLabels` kinds: a centre for each, in every modality, and noise. The copies have other noise. */
async function makeData(folder: string): Promise<void> {
  const random = seededRandom(1);
  const normal = (count: number) => Float32Array.from({ length: count }, () => random.normal());
  const labels = Array.from({ length: numRows }, () => random.integer(numLabels));
  for (const modality of modalities) {
    const width = widths[modality];
    const centres = normal(numLabels * width);
    for (const name of [modality, `${modality}-copy`]) {
      const noise = normal(numRows * width);
      const data = noise.map((value, i) => 0.7 * value + 0.7 * centres[labels[Math.floor(i / width)] * width + (i % width)]);
      await writeNpy(join(folder, `${name}.npy`), toTensor(matrix(numRows, width, data)));
    }
  }
  await writeNpy(join(folder, 'codes.npy'), toTensor(matrix(numRows, 1, Float32Array.from(labels))));
}

async function readTable(folder: string): Promise<FeatureTable<Matrix>> {
  const read = async (suffix: string) => {
    const blocks: Record<string, Matrix> = {};
    for (const modality of modalities) blocks[modality] = await readMatrix(folder, `${modality}${suffix}.npy`);
    return blocks;
  };
  const copies = await read('-copy');
  return {
    ids: Array.from({ length: numRows }, (_, i) => String(i)),
    blocks: await read(''),
    present: Object.fromEntries(modalities.map((modality) => [modality, new Uint8Array(numRows).fill(1)])),
    copies: Object.fromEntries(modalities.map((modality) => [modality, [copies[modality]]])),
  };
}
