import { mapValues, type FeatureTable } from '@mmae/feature-table';
import { matrix, row, rowPieces, selectRows, type Matrix, type Rows } from '@mmae/matrix';
import { toTensor } from '@mmae/tensor-engine';
import * as tf from '@tensorflow/tfjs-core';
import type { Batch, InputRows } from './batches.ts';

/** A table's features for the engine: kept in memory where they fit, otherwise read batch by batch from the table. */
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

/** Engines that compute in this process. Their kernel takes ten times as long to gather rows as JavaScript to copy them and pass them on. */
const gathersInJavaScript = () => ['wasm', 'cpu'].includes(tf.getBackend());

interface KeepingOptions {
  /** a table larger than this, its copies included, is not kept in memory */
  readonly maxBytes?: number;
  /** whether the rows of a batch are gathered by the engine, from its own memory; default where that is faster */
  readonly onEngine?: boolean;
}

export function featuresOnEngine(
  table: FeatureTable,
  { maxBytes = defaultMaxBytes, onEngine = !gathersInJavaScript() }: KeepingOptions = {},
): FeaturesOnEngine {
  const stacks = mapValues(table.blocks, (block, modality) => [block, ...(table.copies?.[modality] ?? [])]);
  const numNumbers = Object.values(stacks)
    .flat()
    .reduce((sum, { numRows, numColumns }) => sum + numRows * numColumns, 0);
  const isKept = 4 * numNumbers <= maxBytes;
  const kept = isKept && onEngine ? mapValues(stacks, stackOnEngine) : {};
  const sources = isKept && !onEngine ? mapValues(stacks, (stack) => stack.map(inMemory)) : stacks;
  const gatherRows = (modality: string, rows: Int32Array) =>
    modality in kept ? tf.gather(kept[modality], tf.tensor1d(rows, 'int32')) : toTensor(readRows(sources[modality], rows));
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

/** All rows of a block as one matrix. */
const inMemory = (block: Rows): Matrix =>
  'data' in block
    ? block
    : selectRows(
        block,
        Uint32Array.from({ length: block.numRows }, (_, i) => i),
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
