import type { FeatureTable } from '@mmae/feature-table';
import { matrix, row, rowPieces, selectRows, type Matrix, type Rows } from '@mmae/matrix';
import { toTensor } from '@mmae/tensor-engine';
import * as tf from '@tensorflow/tfjs-core';
import { mapValues } from '../map-values.ts';
import type { Batch } from './draw-batch.ts';

/** A table's features where a step takes them from: the engine, where they fit there; else the table, which may read them from a disk. */
export interface FeaturesOnEngine {
  /** What a batch has drawn, by modality, each `[numRows, featureLength]`. Inside `tf.tidy`. */
  drawn(batch: Pick<Batch, 'drawn'>): DrawnFeatures;
  dispose(): void;
}

export interface DrawnFeatures {
  /** what the encoders see */
  readonly inputs: Readonly<Record<string, tf.Tensor2D>>;
  /** what the decoders are to give */
  readonly targets: Readonly<Record<string, tf.Tensor2D>>;
}

/** A table of so many bytes at most, its copies counted, is kept on the engine. */
const mostBytesKept = 2 ** 28;

/** @param mostBytes a larger table stays where it is, and is read batch by batch */
export function featuresOnEngine(table: FeatureTable, mostBytes = mostBytesKept): FeaturesOnEngine {
  const stacks = mapValues(table.blocks, (block, modality) => [block, ...(table.copies?.[modality] ?? [])]);
  const numBytes = Object.values(stacks).flat().reduce((sum, { numRows, numColumns }) => sum + 4 * numRows * numColumns, 0); // prettier-ignore
  const kept = numBytes <= mostBytes ? mapValues(stacks, onEngine) : {};
  const read = (modality: string, rows: Int32Array) =>
    modality in kept ? tf.gather(kept[modality], tf.tensor1d(rows, 'int32')) : toTensor(readRows(stacks[modality], rows));
  return {
    drawn({ drawn }) {
      const targets = mapValues(drawn, ({ rows }, modality) => read(modality, rows));
      return { inputs: mapValues(drawn, (how, modality) => corrupted(targets[modality], how)), targets };
    },
    dispose: () => tf.dispose(kept),
  };
}

/** Blocks one below the other. */
const onEngine = (stack: readonly Rows[]) =>
  tf.tidy(() =>
    tf.concat2d(
      stack.flatMap((block) => Array.from(rowPieces(block), toTensor)),
      0,
    ),
  );

/** Rows of blocks that are taken to stand one below the other. */
function readRows(stack: readonly Rows[], rows: Int32Array): Matrix {
  const [{ numRows, numColumns }] = stack;
  const result = matrix(rows.length, numColumns);
  stack.forEach((block, place) => {
    const wanted = Array.from(rows.keys()).filter((i) => Math.floor(rows[i] / numRows) === place);
    const found = selectRows(
      block,
      wanted.map((i) => rows[i] % numRows),
    );
    wanted.forEach((i, k) => row(result, i).set(row(found, k)));
  });
  return result;
}

function corrupted(features: tf.Tensor2D, { factors, noise }: Batch['drawn'][string]): tf.Tensor2D {
  const thinned = factors ? tf.mul(features, toTensor(factors)) : features;
  return (noise ? tf.add(thinned, toTensor(noise)) : thinned) as tf.Tensor2D;
}
