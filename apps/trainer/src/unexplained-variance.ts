import { readSamples } from '@mmae/feature-table';
import { canReconstruct, reconstruct } from '@mmae/mmae';
import { allSubsets, subsetKey, type UnexplainedVariance } from '@mmae/run-folder';
import type { Modality } from '@mmae/samples';
import type { TrainedMaterial } from './trained-material.ts';

/** How much of each modality's variance the model fails to rebuild on test, from every subset; nothing where it has no decoders, or there is no test. */
export function unexplainedVariance(material: TrainedMaterial): UnexplainedVariance {
  const { experiment, manifest, rows, table, model } = material;
  const test = Array.from(rows.keys()).filter((i) => manifest.samples[rows[i]].split === 'test');
  if (!canReconstruct(model) || test.length === 0) return {};
  const { modalities } = experiment;
  const entries = allSubsets(modalities).map((from) => {
    const rebuilt = modalities.flatMap((to) => {
      const having = test.filter((i) => [...from, to].every((modality) => table.present[modality][i] === 1));
      return having.length === 0 ? [] : [[to, shareLost(material, having, from, to)] as const];
    });
    return [subsetKey(from), Object.fromEntries(rebuilt)] as const;
  });
  return Object.fromEntries(entries);
}

/** So many samples are rebuilt at a time. */
const pieceLength = 2048;

/** Σ (x − x̂)² / Σ x², of features that are centred. */
function shareLost({ table, model }: TrainedMaterial, samples: readonly number[], from: readonly Modality[], to: Modality): number {
  let [lost, all] = [0, 0];
  for (let start = 0; start < samples.length; start += pieceLength) {
    const piece = readSamples(table, samples.slice(start, start + pieceLength));
    const rebuilt = reconstruct(model, piece, from, to);
    piece.blocks[to].data.forEach((x, k) => {
      lost += (x - rebuilt.data[k]) ** 2;
      all += x * x;
    });
  }
  return lost / all;
}
