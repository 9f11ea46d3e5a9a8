import { mapValues, type FeatureTable } from '@mmae/feature-table';
import { matrix, row, rowPieces, selectRows, type Matrix, type Rows } from '@mmae/matrix';
import { toTensor } from '@mmae/tensor-engine';
import * as tf from '@tensorflow/tfjs-core';
import type { Batch, InputRows } from './batches.ts';

/** A table's features for the engine: kept in its memory where they fit, otherwise read batch by batch from the table. */
interface FeaturesOnEngine {
  /** The features of a batch. Call it inside `tf.tidy`. */
  gather(batch: Pick<Batch, 'inputs'>): BatchFeatures;
  dispose(): void;
}

/** The features of a batch by modality, each `[numRows, featureLength]`. */
export interface BatchFeatures {
  /** what the encoders see: the features, corrupted */
  readonly inputs: Readonly<Record<string, tf.Tensor2D>>;
  /** what the decoders should return */
  readonly targets: Readonly<Record<string, tf.Tensor2D>>;
}

const defaultMaxBytes = 2 ** 28;

/** @param maxBytes a table larger than this, its copies included, is not kept in engine memory */
export function featuresOnEngine(table: FeatureTable, maxBytes = defaultMaxBytes): FeaturesOnEngine {
  const stacks = mapValues(table.blocks, (block, modality) => [block, ...(table.copies?.[modality] ?? [])]);
  const numNumbers = Object.values(stacks)
    .flat()
    .reduce((sum, { numRows, numColumns }) => sum + numRows * numColumns, 0);
  const kept = 4 * numNumbers <= maxBytes ? mapValues(stacks, stackOnEngine) : {};
  const gatherRows = (modality: string, rows: Int32Array) =>
    modality in kept ? tf.gather(kept[modality], tf.tensor1d(rows, 'int32')) : toTensor(readRows(stacks[modality], rows));
  return {
    gather({ inputs }) {
      const shown = mapValues(inputs, ({ rows }, modality) => gatherRows(modality, rows));
      const targets = mapValues(inputs, ({ targetRows }, modality) => (targetRows ? gatherRows(modality, targetRows) : shown[modality]));
      return { inputs: mapValues(inputs, (input, modality) => corrupt(shown[modality], input)), targets };
    },
    dispose: () => tf.dispose(kept),
  };
}

/** @returns shape `[numBlocks * numSamples, featureLength]`, the blocks one below the other */
const stackOnEngine = (stack: readonly Rows[]) =>
  tf.tidy(() =>
    tf.concat2d(
      stack.flatMap((block) => Array.from(rowPieces(block), toTensor)),
      0,
    ),
  );

/** Rows of a stack of blocks, by their index in the stack. */
function readRows(stack: readonly Rows[], rows: Int32Array): Matrix {
  const [{ numRows, numColumns }] = stack;
  const result = matrix(rows.length, numColumns);
  stack.forEach((block, blockIndex) => {
    const wanted = Array.from(rows.keys()).filter((i) => Math.floor(rows[i] / numRows) === blockIndex);
    const found = selectRows(
      block,
      wanted.map((i) => rows[i] % numRows),
    );
    wanted.forEach((i, k) => row(result, i).set(row(found, k)));
  });
  return result;
}

function corrupt(features: tf.Tensor2D, { factors, noise }: InputRows): tf.Tensor2D {
  const scaled = factors ? tf.mul(features, toTensor(factors)) : features;
  return (noise ? tf.add(scaled, toTensor(noise)) : scaled) as tf.Tensor2D;
}
