import fc from 'fast-check';
import { majorityLabels } from '../index.ts';

test('a cluster is named after the label of more than half of it, not of exactly half', () => {
  const labels = ['owl', 'owl', 'hen', 'owl', 'hen', 'kite', 'kite', 'hen'];
  const clusters = [0, 0, 0, 1, 1, 2, 2, 2];
  expect([...majorityLabels(labels, clusters)]).toEqual([
    [0, { label: 'owl', share: 2 / 3 }],
    [2, { label: 'kite', share: 2 / 3 }],
  ]);
});

test('a label with the same frequency everywhere names no cluster', () => {
  const labels = ['owl', 'owl', 'hen', 'owl', 'owl', 'hen'];
  expect(majorityLabels(labels, [0, 0, 0, 1, 1, 1]).size).toBe(0);
  expect(majorityLabels(['owl', 'owl'], [0, 1]).size).toBe(0);
});

test('at most one label per cluster, by the rule', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(3), fc.nat(4)), { minLength: 1, maxLength: 40 }), (pairs) => {
      const [labels, clusters] = [0, 1].map((side) => pairs.map((pair) => pair[side]));
      const shareIn = (label: number, cluster: number) => {
        const members = pairs.filter(([, own]) => own === cluster);
        return members.filter(([own]) => own === label).length / members.length;
      };
      for (const cluster of new Set(clusters)) {
        const named = [0, 1, 2, 3].filter((label) => {
          const overall = labels.filter((own) => own === label).length / labels.length;
          return shareIn(label, cluster) > 0.5 && shareIn(label, cluster) > overall;
        });
        expect(majorityLabels(labels, clusters).get(cluster)?.label).toBe(named[0]);
      }
    }),
  );
});
