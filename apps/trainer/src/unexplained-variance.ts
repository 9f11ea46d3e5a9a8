import { selectSamples } from '@mmae/feature-table';
import type { Matrix } from '@mmae/matrix';
import { canReconstruct, reconstruct } from '@mmae/mmae';
import { allSubsets, subsetKey, type UnexplainedVariance } from '@mmae/run-folder';
import type { TrainedMaterial } from './trained-material.ts';

/** How much of each modality's variance the model fails to rebuild on test, from every subset; nothing where it has no decoders, or there is no test. */
export function unexplainedVariance({ experiment, manifest, rows, table, model }: TrainedMaterial): UnexplainedVariance {
  const test = Array.from(rows.keys()).filter((i) => manifest.samples[rows[i]].split === 'test');
  if (!canReconstruct(model) || test.length === 0) return {};
  const { modalities } = experiment;
  const entries = allSubsets(modalities).map((from) => {
    const rebuilt = modalities.flatMap((to) => {
      const having = selectSamples(
        table,
        test.filter((i) => [...from, to].every((modality) => table.present[modality][i] === 1)),
      );
      return having.ids.length === 0 ? [] : [[to, shareLost(having.blocks[to], reconstruct(model, having, from, to))] as const];
    });
    return [subsetKey(from), Object.fromEntries(rebuilt)] as const;
  });
  return Object.fromEntries(entries);
}

/** Σ (x − x̂)² / Σ x², of features that are centred. */
function shareLost({ data }: Matrix, rebuilt: Matrix): number {
  let [lost, all] = [0, 0];
  data.forEach((x, k) => {
    lost += (x - rebuilt.data[k]) ** 2;
    all += x * x;
  });
  return lost / all;
}
