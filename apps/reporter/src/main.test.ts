// The command lines of mmae-report: of `score.ts` and `ablation.ts` too, whose results are tested in @mmae/scoring.
import { loadEvaluation, saveSamples } from '@mmae/run-folder';
import { matrix } from '@mmae/matrix';
import { toNpy, toSafetensors } from '@mmae/tensor-files';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mmaeReport } from './main.ts';
import { recordingStreams } from '@mmae/command-line/recording-streams.test.support';
import { syntheticRun, temporaryFolder } from './synthetic-folder.test.support.ts';

async function call(...args: string[]) {
  const streams = recordingStreams();
  return { code: await mmaeReport(args, streams), ...streams.written };
}

describe('help', () => {
  test('lists the commands, and of each every option with its default', async () => {
    for (const args of [['--help'], ['help'], ['some-run', '-h']]) {
      const { code, out, error } = await call(...args);
      expect([code, error]).toEqual([0, '']);
      for (const command of ['ablation', 'search', 'score']) expect(out).toMatch(new RegExp(`^  ${command} \\[options\\] `, 'm'));
      expectOptions(out, ['html', 'json', 'csv', 'markdown', 'tensorboard', 'draws'], { seed: '0' });
    }
    expectOptions((await call('ablation', '--help')).out, ['json', 'markdown', 'draws'], { seed: '0' });
    expectOptions((await call('search', '--help')).out, ['text', 'image', 'audio', 'json'], { top: '10' });
    const ofScore = (await call('help', 'score')).out;
    expectOptions(ofScore, ['labels', 'clusters', 'k', 'tensor', 'json'], { distance: '"euclidean"', seed: '0' });
  });

  function expectOptions(help: string, names: readonly string[], defaults: Readonly<Record<string, string>>): void {
    const line = help.replaceAll(/\s+/g, ' ');
    for (const name of names) expect(line).toContain(` --${name} `);
    for (const [name, value] of Object.entries(defaults)) expect(line).toMatch(new RegExp(` --${name} <\\w+> .*?\\(default: ${value}\\)`));
    expect(line).toContain('Exit codes: 0 done 1 internal error');
  }
});

const small = { numTrain: 64, numTest: 60, numPreviews: 8, noise: { mmae: 0.8, pca: 1.6, 'control.untrained': 3 } };

describe('mmae-report RUN', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await syntheticRun(small);
  });

  test('prints the table on stdout alone and leaves evaluation.json and report.html', async () => {
    const { code, out, error } = await call(folder, '--draws', '50');
    expect(code).toBe(0);
    expect(out.split('\n')[0]).toBe('60 items of the test split, 8 clusters');
    expect(out).toMatch(/^method +NMI +ARI/m);
    expect(out).toMatch(/^MMAE +\.\d\d/m);
    expect(out).toMatch(/^control: untrained encoder/m);
    expect(error).toContain(`report: ${join(folder, 'report.html')}`);
    expect(readFileSync(join(folder, 'report.html'), 'utf8')).toMatch(/^<!doctype html>/);
  });

  test('--json prints the evaluation that is in the folder; --html and --tensorboard name where the rest goes', async () => {
    const [page, board] = ['other.html', 'board'].map((name) => join(folder, name));
    const { out } = await call(folder, '--draws', '50', '--json', '--html', page, '--tensorboard', board);
    expect(JSON.parse(out)).toEqual(await loadEvaluation(folder));
    expect([page, join(board, 'planted/vectors.tsv')].map((file) => existsSync(file))).toEqual([true, true]);
  });

  test('two folders of one name are told apart by their paths', async () => {
    const other = await syntheticRun({ ...small, noise: { mmae: 2 } });
    const { out } = await call(folder, other, '--draws', '50');
    expect(out).toContain(`${folder}: MMAE`);
    expect(out).toContain(`${other}: MMAE`);
  });

  test.each([
    ['nothing', [], 'expected a RUN folder or a command, got nothing'],
    ['an unknown option', ['--hml', 'x'], "mmae-report: unknown option '--hml'. Did you mean --html?"],
    ['a misspelt command', ['serch', 'x'], 'mmae-report: unknown command "serch". Did you mean the command search?'],
    ['two formats', ['x', '--json', '--csv'], "option '--json' cannot be used with option '--csv'"],
    ['a seed that is none', ['x', '--seed', 'two'], '--seed: expected a whole number of 0 or more, got "two".'],
    ['no such folder', ['/nowhere/at/all'], 'expected a run folder, got no folder /nowhere/at/all'],
  ])('%s ends with 2 and says what was expected', async (_, args, message) => {
    const { code, out, error } = await call(...args);
    expect([code, out]).toEqual([2, '']);
    expect(error).toContain(message);
  });

  test('a damaged run is an error that names the file, and never a number', async () => {
    const damaged = await syntheticRun(small);
    const file = join(damaged, 'embeddings/mmae.safetensors');
    const bytes = readFileSync(file);
    bytes[bytes.length - 3] ^= 1;
    writeFileSync(file, bytes);
    const { code, out, error } = await call(damaged, '--draws', '50');
    expect([code, out]).toEqual([2, '']);
    expect(error).toContain('embeddings/mmae.safetensors with sha-256');
  });

  test('a folder of other origin, with what the contract names alone, is scored, and what it lacks is said', async () => {
    const foreign = await temporaryFolder();
    const labels = ['a', 'b'];
    const rows = Array.from({ length: 24 }, (_, index) => ({
      id: `${index}`,
      split: index < 12 ? ('train' as const) : ('test' as const),
      label: labels[index % 2],
      media: {},
      present: ['image'],
      extra: {},
    }));
    await saveSamples(foreign, rows);
    const points = matrix(
      24,
      2,
      Float32Array.from({ length: 48 }, (_, i) => (Math.floor(i / 2) % 2 === i % 2 ? 9 : 0) + ((i * 7) % 5) / 5), // labels lie in different directions
    );
    writeFileSync(join(foreign, 'config.json'), '{"formatVersion": 1}');
    mkdirSync(join(foreign, 'embeddings'));
    writeFileSync(join(foreign, 'embeddings/own.safetensors'), toSafetensors({ image: points }));
    rmSync(join(foreign, 'checksums.json'));
    const { code, error } = await call(foreign);
    expect(code).toBe(0);
    expect(error).toContain('has no checksums.json: damage would go unnoticed');
    expect((await loadEvaluation(foreign)).methods.own.test.nmi).toBe(1);
  });
});

describe('mmae-report score (`score.ts`)', () => {
  // Two squares of side 1, ten apart: each point is 1, 1 and √2 from its own, and about 10 from the others.
  const corners = [0, 1].flatMap((x) => [0, 1].map((y) => [x, y]));
  const points = [...corners, ...corners.map(([x, y]) => [x + 10, y])];
  let folder: string;
  const path = (name: string) => join(folder, name);
  beforeAll(async () => {
    folder = await temporaryFolder();
    writeFileSync(path('points.csv'), `name,x,y\n${points.map(([x, y], i) => `p${i},${x},${y}`).join('\n')}\n`);
    const asMatrix = matrix(8, 2, Float32Array.from(points.flat()));
    writeFileSync(path('points.npy'), toNpy(asMatrix));
    writeFileSync(path('points.safetensors'), toSafetensors({ a: asMatrix, b: matrix(2, 2) }));
    writeFileSync(path('labels.csv'), `label\n${points.map(([x]) => (x < 5 ? '"left, ""l"""' : 'right')).join('\n')}\n`);
    writeFileSync(path('wrong.csv'), 'label\na\nb\n');
    writeFileSync(path('hole.csv'), 'x,y\n1,2\n3,\n');
  });

  test('numeric columns of a csv, a npy and a tensor of a safetensors score the same', async () => {
    const own = (1 + 1 + Math.SQRT2) / 3;
    const scores = JSON.parse((await call('score', path('points.csv'), '--labels', path('labels.csv'), '--json')).out);
    const far = (dx: number) => (10 + dx + Math.hypot(10 + dx, 1)) / 2;
    const silhouettes = [0, 1].map((x) => 1 - own / ((far(-x) + far(1 - x)) / 2));
    expect(scores.silhouette).toBeCloseTo((silhouettes[0] + silhouettes[1]) / 2, 6);
    expect([scores.n, scores.dim, scores.nmi]).toEqual([8, 2, undefined]);
    const others = [[path('points.npy')], [path('points.safetensors'), '--tensor', 'a']];
    for (const source of others) {
      expect(JSON.parse((await call('score', ...source, '--labels', path('labels.csv'), '--json')).out)).toEqual(scores);
    }
  });

  test('clusters by k-means are scored against the labels', async () => {
    const { out } = await call('score', path('points.csv'), '--k', '2', '--labels', path('labels.csv'));
    for (const measure of ['ari', 'nmi', 'ami', 'homogeneity', 'completeness', 'vMeasure', 'fowlkesMallows', 'accuracy']) {
      expect(out).toMatch(new RegExp(`^${measure} +1$`, 'm'));
    }
  });

  test.each<[string, () => string[], string]>([
    ['nothing to score', () => [path('points.csv')], 'expected --labels, --clusters or --k'],
    ['labels of other points', () => [path('points.csv'), '--labels', path('wrong.csv')], 'expected 8 values in'],
    ['a hole in a column', () => [path('hole.csv'), '--k', '2'], 'expected a finite decimal number on line 3, column "y"'],
    ['several tensors', () => [path('points.safetensors'), '--k', '2'], 'Name one by --tensor: a, b.'],
    ['another format', () => ['points.xls', '--k', '2'], 'expected POINTS as .csv, .npy or .safetensors, got points.xls'],
    ['an unknown distance', () => [path('points.csv'), '--k', '2', '--distance', 'l1'], 'got "l1"'],
    ['one cluster', () => [path('points.csv'), '--k', '1'], 'got 1'],
    ['no such file', () => ['/no/points.npy', '--k', '2'], 'no such file'],
  ])('%s ends with 2 and says what was expected', async (_, args, message) => {
    const { code, out, error } = await call('score', ...args());
    expect([code, out]).toEqual([2, '']);
    expect(error).toContain(message);
  });
});
