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
const inputs = {
  image: { rows: Int32Array.of(8, 0, 4), factors: matrix(3, 2, Float32Array.of(0, 2, 0, 2, 0, 2)), noise: numbered(1000) },
  text: { rows: Int32Array.of(2, 2, 0) },
};

test.each([
  ['on the engine', table, { onEngine: true }],
  ['from memory', table, {}],
  ['from memory, of a table that was not', storedTable(), {}],
  ['from the table', table, { maxBytes: 0 }],
  ['from rows that are not in memory', storedTable(), { maxBytes: 0 }],
])('rows of blocks and copies are gathered, %s', (_, from: FeatureTable, options) => {
  const features = featuresOnEngine(from, options);
  const gathered = features.gather({ inputs });
  expect(Array.from(gathered.targets.image.dataSync())).toEqual([24, 25, 0, 1, 12, 13]);
  expect(Array.from(gathered.inputs.image.dataSync())).toEqual([1000, 1051, 1002, 1005, 1004, 1031]);
  expect(Array.from(gathered.inputs.text.dataSync())).toEqual([104, 105, 104, 105, 100, 101]);
  features.dispose();
});

test('gathering leaves no tensors, and dispose frees the features', () => {
  const before = tf.memory().numTensors;
  const features = featuresOnEngine(table, { onEngine: true });
  const kept = tf.memory().numTensors;
  expect(kept).toBe(before + 2);
  tf.tidy(() => void features.gather({ inputs }));
  expect(tf.memory().numTensors).toBe(kept);
  features.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

function storedTable(): FeatureTable {
  const stored = (block: ReturnType<typeof matrix>): Rows => ({
    numRows: block.numRows,
    numColumns: block.numColumns,
    read: (rows) => selectRows(block, rows),
  });
  const { image, text } = table.blocks;
  return { ...table, blocks: { image: stored(image), text: stored(text) }, copies: { image: table.copies.image.map(stored) } };
}
