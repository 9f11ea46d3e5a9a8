import { readSamples, samplesWithAll, type FeatureTable } from '@mmae/feature-table';
import { row, type Matrix } from '@mmae/matrix';
import { canReconstruct, encodeTable, reconstructEncoded } from '@mmae/mmae';
import { allSubsets, subsetKey, type UnexplainedVariance } from '@mmae/run-folder';
import type { Modality } from '@mmae/samples';
import type { TrainedMaterial } from './trained-material.ts';

/** So many samples are rebuilt at a time. */
const pieceLength = 2048;

/** How much of each modality's variance the model fails to rebuild on test, from every subset; nothing where it has no decoders, or there is no test. */
export function unexplainedVariance({ experiment, manifest, rows, table, model }: TrainedMaterial): UnexplainedVariance {
  const test = Array.from(rows.keys()).filter((i) => manifest.samples[rows[i]].split === 'test');
  if (!canReconstruct(model) || test.length === 0) return {};
  const { modalities } = experiment;
  const subsets = allSubsets(modalities);
  const pairs = subsets.flatMap((from) => modalities.map((to): Pair => ({ from, to, numRows: 0, lost: 0, all: 0 })));
  for (let start = 0; start < test.length; start += pieceLength) {
    const piece = readSamples(table, test.slice(start, start + pieceLength));
    const encoded = encodeTable(model, piece);
    for (const pair of pairs) addPiece(pair, piece, () => reconstructEncoded(encoded, pair.from, pair.to));
  }
  const sharesFrom = (from: readonly Modality[]) => pairs.filter((pair) => pair.from === from && pair.numRows > 0).map(shareLost);
  return Object.fromEntries(subsets.map((from) => [subsetKey(from), Object.fromEntries(sharesFrom(from))]));
}

/** A modality rebuilt from others, over the rows that have it and them. */
interface Pair {
  readonly from: readonly Modality[];
  readonly to: Modality;
  numRows: number;
  /** Σ (x − x̂)² */
  lost: number;
  /** Σ x², of features that are centred */
  all: number;
}

function addPiece(pair: Pair, piece: FeatureTable<Matrix>, rebuild: () => Matrix): void {
  const having = samplesWithAll(piece, [...pair.from, pair.to]);
  if (having.length === 0) return;
  const rebuilt = rebuild();
  pair.numRows += having.length;
  for (const i of having) {
    const [own, found] = [row(piece.blocks[pair.to], i), row(rebuilt, i)];
    for (let k = 0; k < own.length; k++) {
      pair.lost += (own[k] - found[k]) ** 2;
      pair.all += own[k] * own[k];
    }
  }
}

const shareLost = ({ to, lost, all }: Pair) => [to, lost / all] as const;
