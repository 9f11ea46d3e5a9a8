// Covers evaluate-run.ts and evaluate-method.ts.
import { agreement, instanceRecall, retrieval, silhouette } from '@mmae/evaluation';
import { matrix, row, selectRows, unitRows } from '@mmae/matrix';
import { evaluationSchema, loadEmbeddings, loadSamples, saveEmbeddings, saveSamples } from '@mmae/run-folder';
import { measureOf } from '../measures.ts';
import { loadRun } from '../run.ts';
import { scoresOf, type Results } from '../results.ts';
import { syntheticRun } from '../synthetic-folder.test.support.ts';
import { evaluateRun } from './evaluate-run.ts';

const joint = 'audio+image+text';
const small = { numTrain: 80, numTest: 48, numPreviews: 0 };
const evaluated = async (folder: string) => evaluateRun(await loadRun(folder), { seed: 3, numDraws: 100 });

describe('a run with planted clusters', () => {
  let results: Results;
  beforeAll(async () => {
    results = await evaluated(await syntheticRun({ ...small, noise: { mmae: 0.6, pca: 1.4, raw: 1.6, 'control.untrained': 3 } }));
  });

  test('the less noise, the better the scores; controls are listed apart', () => {
    const nmi = ['mmae', 'pca', 'raw'].map((method) => scoresOf(results, method)!.nmi!);
    expect(nmi[0]).toBeGreaterThan(0.95);
    expect(nmi[0]).toBeGreaterThan(nmi[1] + 0.1);
    expect(results.evaluation.controls.untrained.test.nmi).toBeLessThan(nmi[1]);
    expect(Object.keys(results.evaluation.methods)).toEqual(['mmae', 'pca', 'raw']);
  });

  test('the scores are those of the measures on the test rows alone', async () => {
    const { run, clustering } = results;
    const rows = run.samples.flatMap(({ split }, index) => (split === 'test' ? [index] : []));
    const labels = rows.map((index) => run.samples[index].label!);
    const clusters = rows.map((index) => clustering.clusters[index]);
    const points = unitRows(selectRows((await loadEmbeddings(run.folder, 'mmae'))[joint], rows));
    expect(scoresOf(results, 'mmae')).toMatchObject({
      ...(({ nmi, ari, ami, accuracy }) => ({ nmi, ari, ami, accuracy }))(agreement(labels, clusters)),
      silhouetteClusters: silhouette(points, clusters).mean,
      silhouetteLabels: silhouette(points, labels).mean,
      numSamples: 48,
      numClusters: 8,
    });
  });

  test('queries are the test rows with one modality, and the gallery those with the other', async () => {
    const { run } = results;
    const embeddings = await loadEmbeddings(run.folder, 'mmae');
    const side = (modality: string) => {
      const rows = run.samples.flatMap(({ split, present }, index) => (split === 'test' && present.includes(modality) ? [index] : []));
      return { points: selectRows(embeddings[modality], rows), labels: rows.map((index) => run.samples[index].label!) };
    };
    const { map, recallAt5, medianRank, chanceMap } = retrieval(side('image'), side('audio'));
    expect(scoresOf(results, 'mmae')!.retrieval!['image->audio']).toMatchObject({ map, recallAt5, medianRank, chanceMap });
    expect(Object.keys(scoresOf(results, 'mmae')!.retrieval!)).toHaveLength(6);
  });

  test('instance recall is that of the test rows, in every direction, and needs no labels', async () => {
    const { run } = results;
    const embeddings = await loadEmbeddings(run.folder, 'mmae');
    const both = run.samples.flatMap(({ split, present }, index) =>
      split === 'test' && present.includes('image') && present.includes('audio') ? [index] : [],
    );
    const { instances, intervals } = scoresOf(results, 'mmae')!;
    const expected = instanceRecall(selectRows(embeddings.image, both), selectRows(embeddings.audio, both));
    expect(instances!['image->audio']).toEqual({ ...expected, chanceAt1: 1 / both.length });
    expect(Object.keys(instances!)).toHaveLength(6);
    expect(intervals!.instanceRecallAt5).toHaveLength(2);
    expect(measureOf('instanceRecallAt10').of(scoresOf(results, 'mmae')!)).toBeGreaterThanOrEqual(10 / both.length);
  });

  test('two modalities together are queries for the third, and find it better than one alone', () => {
    const { retrieval: alone, retrievalFromSubsets: together, alignment } = scoresOf(results, 'mmae')!;
    expect(Object.keys(together!).sort()).toEqual(['audio+image->text', 'audio+text->image', 'image+text->audio']);
    expect(together!['audio+image->text'].map).toBeGreaterThan(alone!['image->text'].map);
    expect(Object.keys(alignment!)).toEqual(['audio+image', 'audio+text', 'image+text']);
    expect(alignment!['audio+image'].linearCka).toBeGreaterThan(scoresOf(results, 'pca')!.alignment!['audio+image'].linearCka);
  });

  test('parts by a manifest column add up to the whole; a column with one value has no parts', () => {
    const { byColumn, accuracy } = scoresOf(results, 'mmae')!;
    expect(Object.keys(byColumn!)).toEqual(['voice']);
    const parts = Object.values(byColumn!.voice);
    expect(Object.keys(byColumn!.voice)).toEqual(['real', 'synthetic']);
    expect(parts.reduce((sum, { numSamples }) => sum + numSamples, 0)).toBe(48);
    expect(parts.reduce((sum, part) => sum + (part.accuracy * part.numSamples) / 48, 0)).toBeCloseTo(accuracy!, 12);
  });

  test('a control is compared pairwise as well', () => {
    const { value, interval } = results.evaluation.differences!['control.untrained'].nmi;
    expect(value).toBeCloseTo(scoresOf(results, 'mmae')!.nmi! - results.evaluation.controls.untrained.test.nmi!, 12);
    expect(interval[0]).toBeGreaterThan(0);
  });

  test('without removed modalities the scores are the ordinary ones; with more removed, they fall', () => {
    const { nmi, ari, missing } = scoresOf(results, 'mmae')!;
    expect(missing!['0']).toEqual({ nmi, ari });
    expect(Object.keys(missing!)).toHaveLength(10);
    expect(missing!['0.9'].nmi).toBeLessThan(nmi!);
  });

  test('a method without a shared space has no retrieval, and no scores with missing modalities', () => {
    const raw = scoresOf(results, 'raw')!;
    expect([raw.retrieval, raw.missing, raw.only]).toEqual([undefined, undefined, undefined]);
    expect(raw.probeAccuracy).toBeGreaterThan(0.5);
  });

  test('intervals contain their estimates, and the difference from PCA is significant', () => {
    const { nmi, intervals } = scoresOf(results, 'pca')!;
    expect(intervals!.nmi[0]).toBeLessThan(nmi!);
    expect(intervals!.nmi[1]).toBeGreaterThan(nmi!);
    const { value, interval, pValue } = results.evaluation.differences!.pca.nmi;
    expect(value).toBeCloseTo(scoresOf(results, 'mmae')!.nmi! - nmi!, 12);
    expect(interval[0]).toBeGreaterThan(0);
    expect(pValue).toBeLessThan(0.05);
  });

  test('evaluation.json conforms to its schema', () => {
    expect(evaluationSchema.safeParse(JSON.parse(JSON.stringify(results.evaluation))).error).toBeUndefined();
    const damaged = structuredClone(results.evaluation) as unknown as { methods: { mmae: { test: { nmi: unknown } } } };
    damaged.methods.mmae.test.nmi = 'high';
    expect(evaluationSchema.safeParse(damaged).error?.issues[0].path).toEqual(['methods', 'mmae', 'test', 'nmi']);
  });

  test('the same seed gives the same evaluation', async () => {
    expect((await evaluated(results.run.folder)).evaluation).toEqual(results.evaluation);
  });
});

test('without a test split, validation is scored, and recorded as the split', async () => {
  const run = await loadRun(await syntheticRun({ ...small, noise: { mmae: 0.6 } }));
  const samples = run.samples.map((sample) => ({ ...sample, split: sample.split === 'test' ? ('validation' as const) : sample.split }));
  const { split, evaluation } = await evaluateRun({ ...run, samples }, { seed: 0, numDraws: 100 });
  expect([split, Object.keys(evaluation.methods.mmae), evaluation.settings.split]).toEqual(['validation', ['validation'], 'validation']);
});

test('without labels, the number of clusters is chosen by silhouette, and nothing is scored against labels', async () => {
  const { evaluation } = await evaluated(await syntheticRun({ ...small, hasLabels: false, noise: { mmae: 0.3 } }));
  const { numClusters, nmi, silhouetteClusters } = evaluation.methods.mmae.test;
  expect([numClusters, nmi, evaluation.settings.numClustersFrom]).toEqual([8, undefined, 'silhouette']);
  expect(silhouetteClusters).toBeGreaterThan(0.5);
});

test('a single label is treated as none', async () => {
  const folder = await syntheticRun({ ...small, noise: { mmae: 0.3 } });
  const samples = (await loadSamples(folder)).map((sample) => ({ ...sample, label: 'amber' }));
  await saveSamples(folder, samples);
  const { evaluation } = await evaluated(folder);
  expect([evaluation.methods.mmae.test.nmi, evaluation.settings.numClustersFrom]).toEqual([undefined, 'silhouette']);
});

test('clusters that are relabelled copies of the labels score 1 in everything', async () => {
  const folder = await syntheticRun({ ...small, noise: { mmae: 0 } });
  const { nmi, ari, ami, accuracy, retrieval: found } = (await evaluated(folder)).evaluation.methods.mmae.test;
  expect([nmi, ari, ami, accuracy, found!['text->image'].map]).toEqual([1, 1, 1, 1, 1]);
});

test.each<[string, (numRows: number) => Record<string, ReturnType<typeof matrix>>, string]>([
  ['of other samples', (numRows) => ({ [joint]: matrix(numRows + 1, 2) }), 'got 129 rows. The files are of different runs'],
  ['without the joint one', (numRows) => ({ image: matrix(numRows, 2) }), 'got only image.'],
])('embeddings %s are refused', async (_, make, message) => {
  const folder = await syntheticRun({ ...small, noise: { mmae: 1 } });
  await saveEmbeddings(folder, 'mmae', make(128));
  const run = await loadRun(folder);
  const received: unknown[] = [];
  const scoring = evaluateRun(run, { seed: 3, onJoint: (points) => received.push(points) });
  await expect(scoring).rejects.toThrow(message);
  expect(received).toEqual([]);
});

test('a row that lacks a modality is embedded without it', async () => {
  const folder = await syntheticRun({ ...small, noise: { mmae: 0.6 } });
  const { run, embeddings } = await evaluated(folder);
  const index = run.samples.findIndex(({ present }) => present.join() === 'audio,image');
  expect(row(embeddings[joint], index)).toEqual(row(embeddings['audio+image'], index));
});

test.each<[object, string]>([
  [{ seed: -1 }, 'evaluateRun: expected seed to be'],
  [{ numDraws: 0 }, 'evaluateRun: expected numDraws to be'],
  [{ scoring: { numStarts: 0 } }, 'evaluateRun: expected scoring.numStarts to be'],
  [{ numDraw: 3 }, 'evaluateRun: expected a known option, got "numDraw". Did you mean "numDraws"?'],
])('the options %j are refused', async (options, message) => {
  const run = await loadRun(await syntheticRun({ ...small, noise: { mmae: 0.6 } }));
  await expect(evaluateRun(run, options)).rejects.toMatchObject({ name: 'InputError', message: expect.stringContaining(message) });
});

test('a handful of labelled samples is scored: there are no more neighbours than training items', async () => {
  const labelOf = (_: string, index: number) => ['a', 'b'][index % 2];
  const { evaluation } = await evaluated(await syntheticRun({ numTrain: 3, numTest: 2, numPreviews: 0, labelOf, noise: { mmae: 0.1 } }));
  const { knnAccuracy, numSamples } = evaluation.methods.mmae.test;
  expect([numSamples, knnAccuracy !== undefined]).toEqual([2, true]);
});
