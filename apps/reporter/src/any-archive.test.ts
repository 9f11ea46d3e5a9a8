// Imperfect archives: few items, no labels or labels in some splits only, one modality. Each gets a report that claims no more than is known.
import { reportPage } from './page/page.ts';
import { asTable } from './text/formats.ts';
import { loadEvaluation, loadSamples, saveSamples, type Evaluation } from '@mmae/run-folder';
import { evaluateRun, loadRun } from '@mmae/scoring';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mmaeReport } from './main.ts';
import { recordingStreams } from '@mmae/command-line/recording-streams.test.support';
import { syntheticRun } from './synthetic-folder.test.support.ts';
import type { SyntheticRunOptions } from '@mmae/scoring/synthetic-run';

async function call(...args: string[]) {
  const streams = recordingStreams();
  return { code: await mmaeReport([...args, '--draws', '50'], streams), ...streams.written };
}

interface Report {
  readonly code: number;
  /** the table, as a terminal shows it */
  readonly out: string;
  readonly error: string;
  /** the visible text of the page */
  readonly page: string;
  readonly evaluation: Evaluation;
}

const asText = (markup: string) =>
  markup
    .replaceAll(/<(style|script)[^]*?<\/\1>/g, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll(/\s+/g, ' ');

async function reportOf(folder: string): Promise<Report> {
  const found = await call(folder);
  return { ...found, page: asText(readFileSync(join(folder, 'report.html'), 'utf8')), evaluation: await loadEvaluation(folder) };
}

/** The same without the command and without the map, which takes most of the time. */
async function quickReportOf(folder: string): Promise<Report> {
  const results = await evaluateRun(await loadRun(folder), { seed: 0, numDraws: 50, onProgress: () => undefined });
  const { evaluation, leftOut, run } = results;
  return {
    code: 0,
    out: asTable([results]),
    error: [...run.remarks, ...leftOut].join('\n'),
    page: asText(reportPage(results, {})),
    evaluation,
  };
}

const small = { numTrain: 24, numTest: 12, numPreviews: 16, noise: { mmae: 0.5, raw: 1.4, 'control.untrained': 3 } };
const four = (planted: string) => (planted < 'ember' ? planted : 'dune'); // four labels, one of them half of all
const archives: Record<string, SyntheticRunOptions> = {
  'four labels': { ...small, labelOf: four },
  'no labels': { ...small, hasLabels: false },
  'one label': { ...small, labelOf: () => 'amber' },
  'a label an item': { ...small, labelOf: (_, index) => `label ${index}` },
  'labels in test alone': { ...small, labelOf: (planted, _, split) => (split === 'test' ? four(planted) : undefined) },
  'labels in train alone': { ...small, labelOf: (planted, _, split) => (split === 'train' ? four(planted) : undefined) },
  'half of the labels': { ...small, labelOf: (planted, index) => (index % 2 ? four(planted) : undefined) },
  'one modality': { ...small, labelOf: four, modalities: ['image'] },
  'two modalities': { ...small, labelOf: four, modalities: ['image', 'text'] },
  'one modality, no labels': { ...small, hasLabels: false, modalities: ['text'] },
  'three test items': { ...small, numTest: 3, numPreviews: 6, noise: { mmae: 0.1, 'control.untrained': 3 } },
  'two test items, a label an item': { ...small, numTrain: 5, numTest: 2, numPreviews: 7, labelOf: (_, index) => `label ${index}` },
  'two train items': { ...small, numTrain: 2, numTest: 3, numPreviews: 4, hasLabels: false },
};

const byCommand = ['no labels', 'one modality', 'two train items'];
const reports: Record<string, Report> = {};
beforeAll(async () => {
  for (const [name, options] of Object.entries(archives)) {
    const folder = await syntheticRun(options);
    reports[name] = await (byCommand.includes(name) ? reportOf(folder) : quickReportOf(folder));
  }
});

test.each(Object.keys(archives))('%s: the report has no gaps', (name) => {
  const { code, out, error, page, evaluation } = reports[name];
  expect([code, error.match(/failed|defect|TypeError/)]).toEqual([0, null]);
  for (const text of [out, page, JSON.stringify(evaluation)]) {
    expect(text).not.toMatch(/\bNaN\b|\bundefined\b|\bInfinity\b|\[object|could not be made/);
  }
  expect(page).not.toMatch(/\d of 100 |better than every baseline|significantly/);
  expect(out.split('\n')[0]).toMatch(/^\d+ items of the test split, \d+ clusters?: too few items to judge \(95 % intervals in brackets\)$/);
});

test('few items: counts instead of percentages, and wide intervals', () => {
  const { page, out, evaluation } = reports['three test items'];
  expect(page).toMatch(/\b3 of 3 unseen items land in the correct cluster \(of 8\): too few items to judge/);
  expect(page).toContain('Only 3 items are scored, too few to judge');
  const { nmi, rightCluster, intervals } = evaluation.methods.mmae.test;
  expect([nmi, rightCluster]).toEqual([1, 1]);
  expect(intervals!.rightCluster).toEqual([expect.closeTo(0.4385, 3), 1]); // Wilson's
  expect(intervals!.nmi[0]).toBeLessThan(0.44);
  expect(out).toMatch(/^MMAE +1\.00 \[\.44–1\.00\]/m);
  expect(page).toContain('Too few items were scored to interpret the controls.');
});

test('where nothing can be measured the table says so, and the page marks no hits and compares nothing', () => {
  const { out, page } = reports['two test items, a label an item'];
  expect(out).toMatch(/95 % intervals in brackets\)\nno measure can be computed\n$/);
  expect(page).toMatch(/The number of clusters \(2\) is the minimum: there are too few training items to choose one\./);
  expect(page).toMatch(/Without labels, judge for yourself which hits are correct/);
  expect(page).not.toMatch(/[✓✗]|Each chart shows the best/);
});

test('the interval of a silhouette is wide for few items', () => {
  const { silhouetteClusters, intervals } = reports['four labels'].evaluation.methods.mmae.test;
  const [low, high] = intervals!.silhouetteClusters;
  expect([low < silhouetteClusters! - 0.1, high > silhouetteClusters! + 0.1, low >= -1, high <= 1]).toEqual(Array(4).fill(true));
});

test('the mAP of a random ranking is next to every mAP', () => {
  const { out, page, evaluation } = reports['four labels'];
  const [header, , line] = out.split('\n').slice(1);
  expect(header.trim().split(/ {2,}/)).toEqual(expect.arrayContaining(['mAP', 'mAP by chance']));
  expect(line).toBeDefined();
  const { chanceMap } = evaluation.methods.mmae.test.retrieval!['image->text'];
  expect(page).toContain(`(chance ${chanceMap.toFixed(2).replace('0.', '.')})`);
});

test.each([
  ['no labels', 'Scores against labels, and names of clusters: the items have no labels.'],
  ['one label', 'all labelled items have the same label'],
  ['a label an item', '36 labelled items have 36 labels, fewer than two items per label: such labels are not classes'],
  ['labels in train alone', 'Scores against labels: no item of the test split has a label.'],
  ['labels in test alone', 'Names of clusters, and classifiers trained on labels: no training item has a label.'],
  ['half of the labels', '6 unlabelled items of the test split: only the 6 labelled ones are scored.'],
  ['one modality', 'Search across modalities, their alignment, and scores with missing modalities: the run has only one modality, image.'],
])('%s: what is not reported is listed with the reason, on the page, on stderr and in evaluation.json', (name, sentence) => {
  const { page, error, evaluation } = reports[name];
  expect(page).toContain(sentence);
  expect(error).toContain(sentence);
  expect((evaluation.settings.leftOut as string[]).join(' ')).toContain(sentence);
});

test('without labels there are no scores that need them, and the title counts nothing as correct', () => {
  for (const name of ['no labels', 'one label', 'a label an item', 'labels in train alone']) {
    const { nmi, accuracy, rightCluster, retrieval, intervals } = reports[name].evaluation.methods.mmae.test;
    expect([nmi, accuracy, rightCluster, retrieval, intervals?.nmi]).toEqual(Array(5).fill(undefined));
    expect(reports[name].page).toMatch(/The archive falls into \d+ clusters/);
    expect(reports[name].evaluation.methods.mmae.test!.numClusters).toBeLessThanOrEqual(small.numTrain / 5);
    expect(reports[name].page).not.toContain('correct cluster (of');
  }
  const inTest = reports['labels in test alone'].evaluation;
  expect(inTest.methods.mmae.test).toMatchObject({ nmi: expect.any(Number), retrieval: expect.anything() });
  expect(inTest.methods.mmae.test).not.toHaveProperty('rightCluster');
  expect(inTest.settings.numClustersFrom).toBe('silhouette');
  expect(reports['labels in train alone'].evaluation.settings.numClustersFrom).toBe('labels');
});

test('one modality: no scores that need two', () => {
  const { evaluation, page } = reports['one modality'];
  const { retrieval, missing, without, only, alignment, nmi } = evaluation.methods.mmae.test;
  expect([retrieval, missing, without, only, alignment]).toEqual(Array(5).fill(undefined));
  expect(nmi).toBeGreaterThan(0);
  expect(page).not.toMatch(/first hit correct|Missing modalities|mAP/);
  expect(Object.keys(reports['two modalities'].evaluation.methods.mmae.test.retrieval!)).toEqual(['image->text', 'text->image']);
});

test('a cluster of two equally frequent labels is mixed, and none of its items are correct', async () => {
  // Pairs of planted clusters share a place: noise 0, and their labels are told apart by nothing.
  const folder = await syntheticRun({
    numTrain: 64,
    numTest: 64,
    numPreviews: 4,
    noise: { mmae: 0 },
    labelOf: (planted, index) =>
      planted === 'amber' ? ['x', 'y'][(index >> 3) % 2] : planted === 'brook' ? ['x', 'z'][(index >> 3) % 2] : planted,
  });
  const { page, evaluation } = await quickReportOf(folder);
  const { rightCluster, numSamples } = evaluation.methods.mmae.test;
  expect(numSamples).toBe(64);
  expect(rightCluster).toBeCloseTo(48 / 64, 12); // of eight clusters two are mixed
  expect(page).toContain('75 of 100 unseen items land in the correct cluster (of');
  expect(page).toMatch(/2 of \d+ clusters are mixed: no label covers more than half of the labelled training items there/);
});

test('runs with few items are compared, and none is called the best', async () => {
  const folders = [await syntheticRun(archives['four labels']), await syntheticRun({ ...archives['four labels'], noise: { mmae: 4 } })];
  const file = join(folders[0], 'compared.html');
  const { code } = await call(...folders, '--html', file);
  expect([code, asText(readFileSync(file, 'utf8'))]).toEqual([
    0,
    expect.stringContaining('Too few items were scored to tell which run is best.'),
  ]);
  const unlike = [await syntheticRun(archives['one modality, no labels']), folders[0]];
  expect((await call(...unlike, '--html', file)).code).toBe(0);
  expect(asText(readFileSync(file, 'utf8'))).toContain('the run has only one modality, text.');
  for (const format of ['--json', '--csv', '--markdown']) {
    const { code: ended, out } = await call(...unlike, format);
    expect([ended, out.match(/NaN|undefined/)]).toEqual([0, null]);
  }
});

describe('a folder with missing or damaged files', () => {
  const write = (folder: string, file: string, text: string) => writeFileSync(join(folder, file), text);

  test('an optional file costs only what is made from it, and is named on the page and on stderr', async () => {
    const folder = await syntheticRun(archives['four labels']);
    write(folder, 'skipped.csv', '"\u0000');
    write(folder, 'metrics.jsonl', '{"epoch": "one"}\n');
    write(folder, 'samples/index.json', '{"formatVersion":1,"items":3}');
    write(folder, 'tags.json', '[]');
    const { code, page, error } = await reportOf(folder);
    expect(code).toBe(0);
    for (const message of [
      'skipped.csv cannot be used: skipped media are unknown.',
      'metrics.jsonl cannot be used: training curves are unknown.',
      'samples/index.json cannot be used: images and audio cannot be shown.',
      'tags.json cannot be used: the quality of proposed tags is unknown.',
    ]) {
      expect([page, error]).toEqual([expect.stringContaining(message), expect.stringContaining(message)]);
    }
    expect(page).toContain('unseen items land in the correct cluster');
  });

  test('a damaged baseline, a damaged control and missing previews cost only themselves', async () => {
    const folder = await syntheticRun(archives['four labels']);
    write(folder, 'embeddings/raw.safetensors', 'no tensors');
    write(folder, 'embeddings/control.untrained.safetensors', '');
    rmSync(join(folder, 'samples'), { recursive: true });
    const { code, out, page, error } = await reportOf(folder);
    expect([code, error.match(/A method is left out\./g)?.length]).toEqual([0, 2]);
    expect(page).toContain('embeddings/raw.safetensors');
    expect(page).toContain('The folder has no samples/index.json: images and audio cannot be shown.');
    expect(out).not.toMatch(/raw|untrained/);
  });
});

/** Characters that move the cursor, set colours or change the text direction. */
const rawIn = (text: string) => ['\u001b', '\u009b', '\u202e'].filter((character) => text.includes(character));

test('labels, ids and columns with unusual characters appear literally in every format and have no effect', async () => {
  const wild = '\u001b[31m</script><b onload="x">\u202e|\n';
  const labelOf = (planted: string) => ({ amber: wild, brook: 'constructor', cloud: '__proto__' })[planted] ?? planted;
  const folder = await syntheticRun({ numTrain: 64, numTest: 60, numPreviews: 8, noise: { mmae: 0.3, raw: 1.4 }, labelOf });
  const samples = (await loadSamples(folder)).map(({ extra, ...sample }) => ({
    ...sample,
    id: `${sample.id}\u009b2J`,
    extra: { constructor: extra.voice, valueOf: 'one' },
  }));
  await saveSamples(folder, samples);
  for (const format of [[], ['--json'], ['--csv'], ['--markdown']]) {
    const { code, out, error } = await call(folder, ...format);
    expect([code, rawIn(out), rawIn(error), error.includes('TypeError')]).toEqual([0, [], [], false]);
  }
  const markup = readFileSync(join(folder, 'report.html'), 'utf8');
  expect([rawIn(markup), markup.match(/<b onload|could not be made/)]).toEqual([[], null]);
  expect(asText(markup)).toContain('\\u001b[31m&lt;/script&gt;&lt;b onload=&quot;x&quot;&gt;\\u202e|');
  const { byColumn, rightCluster } = (await loadEvaluation(folder)).methods.mmae.test;
  expect([Object.keys(byColumn!), Object.keys(byColumn!.constructor)]).toEqual([['constructor'], ['real', 'synthetic']]);
  expect(rightCluster).toBe(1);
});
