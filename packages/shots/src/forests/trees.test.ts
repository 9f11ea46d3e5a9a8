import { cutFeatureNames } from '../search/cut-features.ts';
import { gradualFeatureNames, quickFeatureNames } from '../search/gradual-features.ts';
import { cutTrees } from './cut-trees.ts';
import { parseForest, probability } from './forest.ts';
import { gradualTrees } from './gradual-trees.ts';
import { quickTrees } from './quick-trees.ts';

describe.each([
  ['cut-trees.ts', cutTrees, cutFeatureNames],
  ['quick-trees.ts', quickTrees, quickFeatureNames],
  ['gradual-trees.ts', gradualTrees, gradualFeatureNames],
])('%s', (_, text, names) => {
  const forest = parseForest(text);

  it('asks only for features that exist', () => {
    expect(forest.roots.length).toBeGreaterThan(10);
    expect(Math.max(...forest.features)).toBeLessThan(names.length);
  });

  it('finds nothing where nothing differs', () => {
    expect(probability(forest, new Array<number>(names.length).fill(0))).toBeLessThan(0.5);
  });
});
