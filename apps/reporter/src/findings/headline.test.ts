// What the findings say: `headline.ts`, `cautions.ts`, and through them `controls.ts`.
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

/** The parts of results that sentences use. */
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
    config: {},
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
  const labelling = { canName: false, canScore: true, reasons: [] }; // no items to name clusters by
  return { run, evaluation, split: 'test', main: 'mmae', clustering, labelling, leftOut: [] } as unknown as Results;
}

test.each([
  [clearly(-1), 'significantly more'],
  [clearly(1), 'significantly less'],
  [unclear, 'no significant difference'],
])('context is compared with the same embeddings without it, and is no baseline (%#)', (nmi, verdict) => {
  const results = resultsWith(clearly(1), clearly(1));
  const { run, evaluation } = results;
  const { methods, differences } = evaluation;
  const inContext = {
    ...results,
    run: { ...run, methods: ['mmae', 'context', 'mcca'] },
    evaluation: {
      ...evaluation,
      methods: { ...methods, context: { test: scores(0.6 - nmi.value) } },
      differences: { ...differences, context: { nmi } },
    },
  };
  expect(headline(inContext).sentences.slice(1)).toEqual([
    'MMAE clusters this archive better than every baseline.',
    `In context, among the other items of their asset, NMI is ${(0.6 - nmi.value).toFixed(2).slice(1)} instead of .60: ${verdict}.`,
  ]);
});

test.each([
  [clearly(1), clearly(1), 'MMAE clusters this archive better than every baseline'],
  [clearly(1), unclear, 'MMAE clusters this archive at least as well as the best baseline, MCCA'],
  [unclear, unclear, 'MMAE clusters this archive about as well as the best baseline, MCCA'],
  [clearly(-1), unclear, 'MMAE clusters this archive no better than MCCA'],
  [clearly(-1), clearly(-1), 'MCCA clusters this archive better than MMAE'],
  [clearly(1), clearly(-1), 'Whether MMAE or MCCA clusters this archive better depends on the measure'],
])('the comparison claims no more than the intervals support (%#)', (nmi, ari, comparison) => {
  expect(headline(resultsWith(nmi, ari)).sentences[1]).toBe(`${comparison}.`);
});

test('the title and the first sentences need no names of measures', () => {
  const { title, sentences } = headline(resultsWith(clearly(-1), unclear));
  expect(title).toBe('60 of 100 unseen items land in the correct cluster (of\u00a05)');
  expect(sentences[0]).toBe(
    'MMAE assigned 1,000 unseen items to 5 clusters, using only their image and text. It saw no labels in training.',
  );
});

test('fewer items than clusters are assigned to one cluster each', () => {
  const results = resultsWith(clearly(1), unclear);
  const { mmae } = results.evaluation.methods;
  Object.assign(mmae.test!, { numSamples: 3 });
  expect(headline(results).sentences[0]).toMatch(/^MMAE assigned 3 unseen items to one of 5 clusters each, /);
});

test('a gain that remains with shuffled pairs does not come from the pairing', () => {
  const said = (value: number, difference: Difference) =>
    cautions(resultsWith(clearly(1), clearly(1), { shuffledPairs: value }, { shuffledPairs: difference })).find((sentence) =>
      sentence.includes('shuffled pairs'),
    );
  expect(said(0.58, unclear)).toBe(
    'Trained on shuffled pairs, the model still reaches NMI .58 (.60 on correct pairs): its scores do not come from the pairing.',
  );
  expect(said(0.55, clearly(1))).toBe(
    'Trained on shuffled pairs, NMI falls from .60 to .55. It remains above the best baseline, MCCA (.50): ' +
      'that part of the gain does not come from the pairing.',
  );
  expect(said(0.3, clearly(1))).toBe(
    'Trained on shuffled pairs, NMI falls from .60 to .30: the scores come from learning which media belong together.',
  );
});

test('a modality that is as good alone is named, and so is the effect of label words', () => {
  const controls = { 'alone.image': 0.2, 'alone.text': 0.59, labelWordsLeft: 0.9 };
  const found = cautions(
    resultsWith(unclear, unclear, controls, { 'alone.image': clearly(1), 'alone.text': unclear, labelWordsLeft: clearly(-1) }),
  );
  expect(found).toContain(
    'Trained on a single modality, the model reaches NMI .59 (text), .20 (image), compared with .60 on all of them: ' +
      'text alone is as good, so the other modalities add nothing measurable.',
  );
  expect(found).toContain(
    'With label words left in the texts, NMI would be .90 instead of .60: removing them keeps that advantage out of the scores.',
  );
});

test('a run without controls says what cannot be concluded', () => {
  expect(cautions(resultsWith(unclear, unclear)).join()).toContain('No controls were trained (--controls)');
});

test('pretrained encoders are named with what they have seen', () => {
  const results = resultsWith(unclear, unclear);
  const encoders = { image: { name: 'clip.onnx', trainedOn: 'captions', labelsSeen: 'none' } };
  expect(cautions({ ...results, run: { ...results.run, config: { encoders } } })).toContain(
    'The features of image come from the pretrained encoder clip.onnx, trained on captions; labels seen: none. Do not compare these scores with those of a run without it.',
  );
});
