import type { Tag } from '@mmae/archive-store';
import { nameByTags } from './name-by-tags.ts';

const machine = (label: string, confidence: number, verdict?: Tag['verdict']): Tag => ({
  ...{ label, origin: 'machine', version: 0, machine: { confidence, kind: 'word', from: 'image', runVersion: '1' } },
  ...(verdict && { verdict }),
});
const person = (label: string): Tag => ({ label, origin: 'person', verdict: 'accepted', version: 1 });

test('a cluster without words is named by its tags; others keep their names', () => {
  const tags = new Map([
    [1, [machine('boat', 0.5), machine('sea', 0.4), machine('car', 0.9, 'rejected')]],
    [2, [machine('sea', 0.3), person('gull'), machine('dawn', 0.1)]],
  ]);
  const clusters = [
    { name: 'fire', words: ['fire'], sampleKeys: Uint32Array.of(3) },
    { name: '2', words: [], sampleKeys: Uint32Array.of(1, 2) },
    { name: '3', words: [], sampleKeys: Uint32Array.of(4) },
  ];
  const named = nameByTags({ clusters }, { tagsOfAll: (keys) => new Map(keys.map((key) => [key, tags.get(key) ?? []])) });
  expect(named.clusters.map(({ name, words }) => [name, words])).toEqual([
    ['fire', ['fire']],
    ['gull, sea, boat', ['gull', 'sea', 'boat', 'dawn']],
    ['3', []],
  ]);
});
