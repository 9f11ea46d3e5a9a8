// Also covers `context.ts`.
import { concatRows, matrix, row, rowSpan } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import { maxDifference, normalMatrix } from '../tables.test.helper.ts';
import { contextOf } from './context.ts';
import { expected, referenceContext, referenceLatents, referenceSequences, referenceWeights } from './context-reference.test.helper.ts';
import { embedInContext } from './embed-in-context.ts';

test('embeddings of two sequences equal those of numpy, whatever their length and the order of rows', () => {
  const longer = matrix(5, 3, referenceLatents.data.map((x) => 7 * x)); // prettier-ignore
  expect(maxDifference(embedInContext(referenceContext, longer, referenceSequences).data, expected.embedding)).toBeLessThan(1e-5);
});

test('samples without neighbours, and rows of zeros, are bit-identical', () => {
  const others = matrix(4, 3, Float32Array.of(0.1, 7, 3, 0, 0, 0, 5, 5, 5, -2, 1, 0));
  const table = concatRows([referenceLatents, others]);
  const embedding = embedInContext(referenceContext, table, [...referenceSequences, [5, 6], [8]]); // the second has zeros for a shot
  expect([...rowSpan(embedding, 5, 9).data]).toEqual([...others.data]);
  expect(maxDifference(row(embedding, 0), row(referenceLatents, 0))).toBeGreaterThan(0.01);
  expect([...embedInContext(referenceContext, table, []).data]).toEqual([...table.data]);
});

test('a shot of a long sequence depends on a window around it alone', () => {
  const context = {
    ...referenceContext,
    description: { ...referenceContext.description, options: { ...referenceContext.description.options, window: 8 } },
  };
  const latents = normalMatrix(30, 3, seededRandom(1));
  const changed = matrix(30, 3, latents.data.slice());
  row(changed, 20).fill(9);
  const sequence = Array.from({ length: 30 }, (_, i) => i);
  const [before, after] = [latents, changed].map((each) => embedInContext(context, each, [sequence]));
  const moved = sequence.filter((i) => maxDifference(row(before, i), row(after, i)) > 0);
  expect(Math.min(...moved)).toBeGreaterThan(20 - 8);
  expect(Math.max(...moved)).toBeLessThan(20 + 8);
  expect(moved).toEqual(expect.arrayContaining([18, 19, 20, 21, 22]));
});

test('a context encoder is made again of stored matrices; others are refused', () => {
  expect(contextOf(referenceContext.description, referenceWeights)).toEqual(referenceContext);
  expect(() => contextOf(referenceContext.description, {})).toThrow(
    'contextOf: expected 12 numbers of input.weight, got none. The weights are of another context encoder.',
  );
  expect(() => embedInContext(referenceContext, matrix(1, 2), [])).toThrow(
    'embedInContext: expected embeddings of width 3, got 2. Use those of the model it was trained on.',
  );
});
