import { measureOf, type Results } from '@mmae/scoring';
import { bestBaseline, comparisonSentence, relationTo, verdictOn, winnerOf } from './verdict.ts';

/** MMAE at .6, PCA at .5 and MCCA at `mcca`, with the paired interval of the difference between MMAE and MCCA. */
function resultsWith(mcca: number, interval: readonly [number, number], numSamples = 100): Results {
  const scores = (nmi: number) => ({ test: { numSamples, numClusters: 5, nmi } });
  return {
    run: { methods: ['mmae', 'pca', 'mcca'] },
    main: 'mmae',
    split: 'test',
    evaluation: {
      methods: { mmae: scores(0.6), pca: scores(0.5), mcca: scores(mcca) },
      differences: { mcca: { nmi: { value: 0.6 - mcca, interval, pValue: 0.01 } } },
    },
  } as unknown as Results;
}

const nmi = measureOf('nmi');
const sentence = (results: Results) => comparisonSentence(results, verdictOn(results, 'nmi')!, (value) => value.toFixed(1));

test('the best baseline is compared, by the paired interval', () => {
  const better = resultsWith(0.55, [0.01, 0.09]);
  expect(bestBaseline(better, nmi)).toEqual({ method: 'mcca', value: 0.55 });
  expect([relationTo(better, 'mcca', 'nmi'), relationTo(better, 'pca', 'nmi')]).toEqual(['better', 'unclear']);
  expect(sentence(better)).toBe('MMAE is significantly better than the best baseline, MCCA (0.6).');
  expect(sentence(resultsWith(0.7, [-0.2, -0.01]))).toBe('MMAE is significantly worse than the best baseline, MCCA (0.7).');
  expect(sentence(resultsWith(0.59, [-0.1, 0.1]))).toBe('MMAE does not differ significantly from the best baseline, MCCA (0.6).');
});

test('few items are not compared, and a run without baselines has none to compare with', () => {
  const few = resultsWith(0.55, [0.01, 0.09], 20);
  expect(relationTo(few, 'mcca', 'nmi')).toBe('unclear');
  expect(sentence(few)).toBe('Too few items to compare MMAE with the best baseline, MCCA (0.6).');
  const alone = resultsWith(0.55, [0.01, 0.09]);
  expect(sentence({ ...alone, run: { ...alone.run, methods: ['mmae'] } })).toBe('The run has no baselines to compare with.');
});

test('the winner is the significantly better side', () => {
  expect(winnerOf(resultsWith(0.55, [0.01, 0.09]), nmi)).toBe('mmae');
  expect(winnerOf(resultsWith(0.7, [-0.2, -0.01]), nmi)).toBe('mcca');
  expect(winnerOf(resultsWith(0.59, [-0.1, 0.1]), nmi)).toBeUndefined();
  expect(winnerOf(resultsWith(0.55, [0.01, 0.09]), measureOf('silhouetteClusters'))).toBeUndefined();
});
