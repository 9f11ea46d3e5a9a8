import type { Difference, Scores } from '@mmae/run-folder';
import type { Results } from '@mmae/scoring';
import { cautions } from './cautions.ts';
import { headline } from './headline.ts';

const scores = (nmi: number): Scores => ({
  numSamples: 1000,
  numClusters: 5,
  nmi,
  ari: nmi - 0.1,
  accuracy: nmi,
  rightCluster: nmi,
  intervals: { nmi: [nmi - 0.05, nmi + 0.05] },
});
const clearly = (sign: number): Difference => ({ value: sign * 0.1, interval: sign > 0 ? [0.05, 0.15] : [-0.15, -0.05], pValue: 0.01 });
const unclear: Difference = { value: 0.01, interval: [-0.05, 0.07], pValue: 0.7 };

/** Results as far as sentences look at them. */
function resultsWith(
  nmi: Difference,
  ari: Difference,
  controls: Record<string, number> = {},
  lost: Record<string, Difference> = {},
): Results {
  const run = {
    methods: ['mmae', 'mcca'],
    modalities: ['image', 'text'],
    previews: [],
    samples: [],
    skipped: [],
    remarks: [],
    controls: Object.keys(controls),
  };
  const evaluation = {
    version: 1,
    settings: { numClustersFrom: 'labels' },
    methods: { mmae: { test: scores(0.6) }, mcca: { test: scores(0.6 - nmi.value) } },
    controls: Object.fromEntries(Object.entries(controls).map(([name, value]) => [name, { test: scores(value) }])),
    differences: {
      mcca: { nmi, ari, accuracy: nmi },
      ...Object.fromEntries(Object.entries(lost).map(([name, difference]) => [`control.${name}`, { nmi: difference }])),
    },
  };
  const clustering = { numClusters: 5, clusters: new Int32Array() };
  const labelling = { names: false, scores: true, reasons: [] }; // no items to name clusters by
  return { run, evaluation, split: 'test', main: 'mmae', clustering, labelling, leftOut: [] } as unknown as Results;
}

test.each([
  [clearly(1), clearly(1), 'MMAE sorts this archive better than every baseline'],
  [clearly(1), unclear, 'MMAE sorts this archive at least as well as the best baseline, MCCA'],
  [unclear, unclear, 'MMAE sorts this archive about as well as the best baseline, MCCA'],
  [clearly(-1), unclear, 'MMAE sorts this archive no better than MCCA does'],
  [clearly(-1), clearly(-1), 'MCCA sorts this archive better than MMAE does'],
  [clearly(1), clearly(-1), 'Whether MMAE or MCCA sorts this archive better depends on the measure'],
])('the comparison claims no more than the intervals give (%#)', (nmi, ari, comparison) => {
  expect(headline(resultsWith(nmi, ari)).sentences[1]).toBe(`${comparison}.`);
});

test('the title and the first sentence say what came out without a measure’s name', () => {
  const { title, sentences } = headline(resultsWith(clearly(-1), unclear));
  expect(title).toBe('60 of 100 unseen items land in the correct cluster (of\u00a05)');
  expect(sentences[0]).toBe(
    'From image and text alone, with no label seen in training, MMAE put 1,000 items that it had never seen into 5 clusters.',
  );
});

test('fewer items than clusters are not said to fill them', () => {
  const results = resultsWith(clearly(1), unclear);
  const { mmae } = results.evaluation.methods;
  Object.assign(mmae.test!, { numSamples: 3 });
  expect(headline(results).sentences[0]).toMatch(/ put 3 items that it had never seen, each into one of 5 clusters\.$/);
});

test('a gain that survives shuffled pairs is said not to come from the pairing', () => {
  const said = (value: number, difference: Difference) =>
    cautions(resultsWith(clearly(1), clearly(1), { shuffledPairs: value }, { shuffledPairs: difference })).find((sentence) =>
      sentence.includes('shuffled in training'),
    );
  expect(said(0.58, unclear)).toBe(
    'With pairs shuffled in training NMI is .58 (from .60): the gain survives shuffled pairs, so it does not come from the pairing.',
  );
  expect(said(0.55, clearly(1))).toBe(
    'With pairs shuffled in training NMI falls to .55 (from .60), still above the best baseline, MCCA (.50): ' +
      'that part of the gain survives shuffled pairs, so it does not come from the pairing.',
  );
  expect(said(0.3, clearly(1))).toBe(
    'With pairs shuffled in training NMI falls to .30 (from .60): what is gained comes from which media belong together.',
  );
});

test('a medium that does as well alone is named; label words that would give something away are said', () => {
  const controls = { 'alone.image': 0.2, 'alone.text': 0.59, labelWordsLeft: 0.9 };
  const found = cautions(
    resultsWith(unclear, unclear, controls, { 'alone.image': clearly(1), 'alone.text': unclear, labelWordsLeft: clearly(-1) }),
  );
  expect(found).toContain(
    'Trained on one medium alone the same model reaches NMI: text .59, image .20; all together .60: ' +
      'text alone does as well: the others add nothing that is seen here.',
  );
  expect(found).toContain(
    'With the words of the labels left in the texts NMI would be .90 instead of .60: ' +
      'that much they would give away, and none of it is in the scores of this report.',
  );
});

test('a run without controls says what is not shown', () => {
  expect(cautions(resultsWith(unclear, unclear)).join()).toContain('No controls were trained (--controls)');
});
