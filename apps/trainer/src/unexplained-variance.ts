import { readSamples, samplesWithAll, type FeatureTable } from '@mmae/feature-table';
import { row, type Matrix } from '@mmae/matrix';
import { canReconstruct, encodeTable, reconstructEncoded } from '@mmae/mmae';
import { allSubsets, subsetKey, type UnexplainedVariance } from '@mmae/run-folder';
import type { Modality } from '@mmae/samples';
import type { TrainingResult } from './train-model.ts';

/** Samples per chunk. */
const chunkLength = 2048;

/**
 * The share of each modality's variance that the model does not reconstruct on test, from every subset of modalities. Empty where the model has no
 * decoders, or there are no test samples.
 */
export function unexplainedVariance({ experiment, manifest, rows, table, model }: TrainingResult): UnexplainedVariance {
  const test = Array.from(rows.keys()).filter((i) => manifest.samples[rows[i]].split === 'test');
  if (!canReconstruct(model) || test.length === 0) return {};
  const { modalities } = experiment;
  const subsets = allSubsets(modalities);
  const pairs = subsets.flatMap((from) => modalities.map((to): Pair => ({ from, to, numRows: 0, residual: 0, total: 0 })));
  for (let start = 0; start < test.length; start += chunkLength) {
    const chunk = readSamples(table, test.slice(start, start + chunkLength));
    const encoded = encodeTable(model, chunk);
    for (const pair of pairs) addChunk(pair, chunk, () => reconstructEncoded(encoded, pair.from, pair.to));
  }
  const sharesFrom = (from: readonly Modality[]) => pairs.filter((pair) => pair.from === from && pair.numRows > 0).map(unexplainedShare);
  return Object.fromEntries(subsets.map((from) => [subsetKey(from), Object.fromEntries(sharesFrom(from))]));
}

/** A modality reconstructed from a subset, over the samples that have all of them. */
interface Pair {
  readonly from: readonly Modality[];
  readonly to: Modality;
  numRows: number;
  /** Σ (x − x̂)² */
  residual: number;
  /** Σ x²; features are centred */
  total: number;
}

function addChunk(pair: Pair, chunk: FeatureTable<Matrix>, reconstruct: () => Matrix): void {
  const having = samplesWithAll(chunk, [...pair.from, pair.to]);
  if (having.length === 0) return;
  const reconstructed = reconstruct();
  pair.numRows += having.length;
  for (const i of having) {
    const [own, found] = [row(chunk.blocks[pair.to], i), row(reconstructed, i)];
    for (let k = 0; k < own.length; k++) {
      pair.residual += (own[k] - found[k]) ** 2;
      pair.total += own[k] * own[k];
    }
  }
}

const unexplainedShare = ({ to, residual, total }: Pair) => [to, residual / total] as const;
