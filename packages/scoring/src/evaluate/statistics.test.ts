import { resampled } from '@mmae/evaluation';
import { differencesOf, drawnGroups, intervalsOf, retrievalStatistics, shareCorrect, withGroups } from './statistics.ts';

const indices = (...values: number[]) => Uint32Array.from(values);
const query = (index: number, averagePrecision: number) => ({
  query: index,
  averagePrecision,
  firstRank: 1,
  hitAt1: averagePrecision > 0.5 ? 1 : 0,
  hitAt5: 1,
  hitAt10: 1,
  ndcg: 1,
  chance: 0.1,
});

test('the share of correct predictions among the drawn samples', () => {
  const share = shareCorrect(['a', 'b', 'c'], ['a', 'b', 'x']);
  expect([share(indices(0, 1, 2)), share(indices(2, 2)), share(indices(0, 0, 2))]).toEqual([2 / 3, 0, 2 / 3]);
});

test('retrieval is the mean over directions, whatever their number of queries; a sample without a query counts for none', () => {
  const { map, recallAt1 } = retrievalStatistics([
    { name: 'image->text', queries: [query(0, 1), query(1, 0.5), query(2, 0)] },
    { name: 'text->image', queries: [query(0, 0.2)] },
  ]);
  expect(map(indices(0, 1, 2))).toBeCloseTo((0.5 + 0.2) / 2, 12);
  expect(recallAt1(indices(0, 1, 2))).toBeCloseTo((1 / 3 + 0) / 2, 12);
  expect(map(indices(1, 2))).toBeCloseTo(0.25, 12); // no query of the second direction was drawn
  expect(retrievalStatistics([])).toEqual({});
});

test('fewer than 20 groups are not drawn as a whole', () => {
  const many = Array.from({ length: 40 }, (_, i) => i >> 1);
  expect([drawnGroups(many), drawnGroups(many.slice(0, 38))]).toEqual([many, undefined]);
  const draws = { seed: 0, numResamples: 10, groups: many };
  expect(withGroups(draws, indices(0, 1, 2)).groups).toBeUndefined();
  expect(withGroups(draws, many.map((_, i) => i)).groups).toEqual(many); // prettier-ignore
});

test('below 50 items an interval is at least as wide as Wilson’s, and always within the range of the measure', () => {
  const certain = { estimate: 1, values: Float64Array.of(1, 1, 1) };
  expect(intervalsOf({ accuracy: certain }, 3).accuracy).toEqual([expect.closeTo(0.4385, 4), 1]);
  expect(intervalsOf({ accuracy: certain }, 50).accuracy).toEqual([1, 1]);
  const low = { estimate: -0.4, values: Float64Array.of(-1.2, 0.4) };
  expect([intervalsOf({ ari: low }, 50).ari[0], intervalsOf({ nmi: low }, 50).nmi[0]]).toEqual([-1, 0]);
});

test('differences are those of the statistics that both have', () => {
  const draw = (value: number) => resampled(4, { nmi: () => value, [`only${value}`]: () => value }, { seed: 0, numResamples: 3 });
  expect(differencesOf(draw(0.75), draw(0.5))).toEqual({ nmi: { value: 0.25, interval: [0.25, 0.25], pValue: 0.25 } });
});
