import fc from 'fast-check';
import { contingency, isPerfectMatch, type Contingency } from './contingency.ts';
import { expectedMutualInformation, homogeneityCompletenessV, normalizedMutualInformation } from './mutual-information.ts';

/** Mutual information in nats by its definition. */
const mutualInformation = ({ cells, labelSizes, clusterSizes, numSamples }: Contingency) =>
  cells.reduce((sum, { label, cluster, count }) => {
    return sum + (count / numSamples) * Math.log((count * numSamples) / (labelSizes[label] * clusterSizes[cluster]));
  }, 0);

const permutations = <T>(items: readonly T[]): T[][] =>
  items.length < 2 ? [[...items]] : items.flatMap((item, i) => permutations(items.toSpliced(i, 1)).map((rest) => [item, ...rest]));

test('the expected mutual information is the mean over all permutations of the clusters', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(2), fc.nat(2)), { minLength: 1, maxLength: 6 }), (pairs) => {
      const [labels, clusters] = [0, 1].map((side) => pairs.map((pair) => pair[side]));
      const values = permutations(clusters).map((shuffled) => mutualInformation(contingency('test', labels, shuffled)));
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      expect(expectedMutualInformation(contingency('test', labels, clusters))).toBeCloseTo(mean, 10);
    }),
    { numRuns: 30 },
  );
});

test('independent partitions have exactly no information, and a renamed partition has all', () => {
  const independent = contingency('test', [0, 0, 1, 1], ['a', 'b', 'a', 'b']);
  expect(normalizedMutualInformation(independent)).toBe(0);
  const renamed = contingency('test', [0, 0, 1, 1], ['b', 'b', 'a', 'a']);
  expect([isPerfectMatch(renamed), normalizedMutualInformation(renamed)]).toEqual([true, 1]);
});

test('a split label is homogeneous but not complete', () => {
  const { homogeneity, completeness, vMeasure } = homogeneityCompletenessV(contingency('test', [0, 0, 1, 1], [0, 1, 2, 2]));
  expect([homogeneity, completeness, vMeasure]).toEqual([1, expect.closeTo(2 / 3, 12), expect.closeTo(0.8, 12)]);
});
