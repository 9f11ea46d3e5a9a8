import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import {
  accuracy,
  agreement,
  ami,
  ari,
  clusterLabels,
  completeness,
  fowlkesMallows,
  homogeneity,
  macroF1,
  nmi,
  purity,
  vMeasure,
} from '../index.ts';

interface Case {
  readonly name: string;
  readonly labels: number[];
  readonly clusters: number[];
  readonly expected: Record<string, number>;
}
const reference: { cases: Case[] } = JSON.parse(readFileSync(new URL('../../test/reference/partitions.json', import.meta.url), 'utf8'));

const measures = { ari, nmi, ami, homogeneity, completeness, vMeasure, fowlkesMallows, accuracy, purity, macroF1 };

test.each(reference.cases)('equals scikit-learn: $name', ({ labels, clusters, expected }) => {
  for (const [name, measure] of Object.entries(measures))
    expect({ [name]: measure(labels, clusters) }).toEqual({ [name]: close(expected[name]) });
  const { purity: _, macroF1: __, ...document } = expected;
  expect(agreement(labels, clusters)).toEqual(Object.fromEntries(Object.entries(document).map(([name, value]) => [name, close(value)])));
});

/** 10 digits. */
const close = (value: number) => expect.closeTo(value, 10);

const pairOfPartitions = fc
  .array(fc.tuple(fc.nat(4), fc.nat(5)), { minLength: 1, maxLength: 60 })
  .map((pairs) => ({ labels: pairs.map(([label]) => label), clusters: pairs.map(([, cluster]) => cluster) }));

test('names of classes and their type do not matter', () => {
  fc.assert(
    fc.property(pairOfPartitions, ({ labels, clusters }) => {
      const renamed = clusters.map((cluster) => ['owl', 'hen', 'kite', 'wren', 'swan', 'tern'][cluster]);
      expect(agreement(labels, renamed)).toEqual(agreement(labels, clusters));
    }),
  );
});

test('symmetric measures do not change when labels and clusters are swapped', () => {
  fc.assert(
    fc.property(pairOfPartitions, ({ labels, clusters }) => {
      for (const measure of [ari, nmi, ami, vMeasure, fowlkesMallows, accuracy]) {
        expect(measure(clusters, labels)).toBeCloseTo(measure(labels, clusters), 10);
      }
      expect(homogeneity(labels, clusters)).toBeCloseTo(completeness(clusters, labels), 12);
    }),
  );
});

test('measures stay within their bounds, and a partition agrees with itself', () => {
  fc.assert(
    fc.property(pairOfPartitions, ({ labels, clusters }) => {
      for (const [name, value] of Object.entries(agreement(labels, clusters))) {
        expect(value).toBeLessThanOrEqual(1 + 1e-12);
        expect(value).toBeGreaterThanOrEqual(name === 'ari' ? -0.5 : name === 'ami' ? -1 : 0);
      }
      for (const measure of [ari, nmi, ami, vMeasure, accuracy]) expect(measure(labels, labels)).toBeCloseTo(1, 12);
    }),
  );
});

test('arithmetic NMI is the V-measure', () => {
  fc.assert(
    fc.property(pairOfPartitions, ({ labels, clusters }) => expect(nmi(labels, clusters)).toBeCloseTo(vMeasure(labels, clusters), 12)),
  );
});

test('labels are assigned one to one, and an excess cluster gets none', () => {
  const labels = ['cat', 'cat', 'cat', 'dog', 'dog'];
  expect(clusterLabels(labels, [1, 1, 2, 3, 3])).toEqual(
    new Map([
      [1, 'cat'],
      [3, 'dog'],
    ]),
  );
});

test('a quarter of a million clusters need no dense table', () => {
  const clusters = Uint32Array.from({ length: 250_000 }, (_, i) => i);
  expect(ami(clusters.map((i) => i % 34), clusters)).toBeCloseTo(0, 10); // prettier-ignore
});

test.each([
  [() => ari([1, 2], [1]), 'ari: expected a cluster for each label, got 2 labels and 1 clusters'],
  [() => agreement([], []), 'agreement: expected at least one label, got none'],
  [() => nmi([1, NaN], [1, 2]), 'nmi: expected strings or numbers as labels, got NaN at 1'],
])('refuses: %#', (call, message) => {
  expect(call).toThrow(message);
});

test('whole numbers are labels like any others, however large', () => {
  const names = ['a', 'b', 'a', 'c', 'b', 'a'];
  const clusters = [1, 1, 0, 0, 1, 0];
  for (const codes of [
    [3, 9, 3, 0, 9, 3],
    [3e9, 7, 3e9, 4096, 7, 3e9],
  ])
    // prettier-ignore
    expect(agreement(Uint32Array.from(codes), Uint32Array.from(clusters))).toEqual(agreement(names, clusters));
});
