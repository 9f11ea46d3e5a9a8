import type { FeatureTable } from '@mmae/feature-table';
import { matrix, selectRows, type Rows } from '@mmae/matrix';
import { startEngine } from '@mmae/tensor-engine';
import * as tf from '@tensorflow/tfjs-core';
import { featuresOnEngine } from './features-on-engine.ts';

beforeAll(() => startEngine('wasm'));

const numbered = (start: number) =>
  matrix(
    3,
    2,
    Float32Array.of(0, 1, 2, 3, 4, 5).map((x) => start + x),
  );
const table = {
  ids: ['a', 'b', 'c'],
  blocks: { image: numbered(0), text: numbered(100) },
  present: { image: Uint8Array.of(1, 1, 1), text: Uint8Array.of(1, 1, 1) },
  copies: { image: [numbered(10), numbered(20)] },
};
const drawn = {
  image: { rows: Int32Array.of(8, 0, 4), factors: matrix(3, 2, Float32Array.of(0, 2, 0, 2, 0, 2)), noise: numbered(1000) },
  text: { rows: Int32Array.of(2, 2, 0) },
};

test.each([
  ['kept on the engine', table, undefined],
  ['read from the table', table, 0],
  ['read from where the table stands', standingElsewhere(), 0],
])('rows of blocks and copies, %s', (_, from: FeatureTable, mostBytes) => {
  const features = featuresOnEngine(from, mostBytes);
  const { inputs, targets } = features.drawn({ drawn });
  expect(Array.from(targets.image.dataSync())).toEqual([24, 25, 0, 1, 12, 13]);
  expect(Array.from(inputs.image.dataSync())).toEqual([1000, 1051, 1002, 1005, 1004, 1031]);
  expect(Array.from(inputs.text.dataSync())).toEqual([104, 105, 104, 105, 100, 101]);
  features.dispose();
});

test('nothing stays on the engine after it, and a step leaves nothing there', () => {
  const before = tf.memory().numTensors;
  const features = featuresOnEngine(table);
  const kept = tf.memory().numTensors;
  expect(kept).toBe(before + 2);
  tf.tidy(() => void features.drawn({ drawn }));
  expect(tf.memory().numTensors).toBe(kept);
  features.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

function standingElsewhere(): FeatureTable {
  const elsewhere = (block: ReturnType<typeof matrix>): Rows => ({
    numRows: block.numRows,
    numColumns: block.numColumns,
    read: (rows) => selectRows(block, rows),
  });
  const { image, text } = table.blocks;
  return { ...table, blocks: { image: elsewhere(image), text: elsewhere(text) }, copies: { image: table.copies.image.map(elsewhere) } };
}
