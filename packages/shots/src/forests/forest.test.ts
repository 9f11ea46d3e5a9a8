import { parseForest, probability } from './forest.ts';

describe('parseForest', () => {
  const forest = parseForest('\n-1\n0:10 =0.5 1:2 =1 =2\n=0.25\n');

  it('adds the leaves that the features lead to, in log odds', () => {
    const logOdds = (features: number[]) => Math.log(probability(forest, features) / (1 - probability(forest, features)));
    expect(logOdds([10, 9])).toBeCloseTo(-1 + 0.5 + 0.25);
    expect(logOdds([11, 2])).toBeCloseTo(-1 + 1 + 0.25);
    expect(logOdds([11, 3])).toBeCloseTo(-1 + 2 + 0.25);
  });

  it('refuses a line that is not one tree', () => {
    expect(() => parseForest('0\n=1 =2')).toThrow('parseForest: expected one tree in a line, got =1 =2.');
  });
});
