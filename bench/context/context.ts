// Trains `quick` with context on programmes composed of the sample corpus, with every seed, and writes the table of docs/results.md:
//
//   npm run context -- [--seeds 0,1,2] [--run runs/context] [--engine auto]
//
// Finished runs are kept.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadEmbeddings, saveEmbeddings, type Scores } from '@mmae/run-folder';
import { sequencesOf } from '@mmae/samples';
import { evaluateRun, loadRun } from '@mmae/scoring';
import { mapValues } from '@mmae/feature-table';
import { parse } from 'csv-parse/sync';
import { replaceSection, sampleCorpus, workspace } from '../../tools/src/workspace.ts';
import { command } from '../results/train-and-score.ts';
import { clusteringColumns, toTable, type Column } from '../results/scores.ts';
import type { ManifestRow } from '../results/rows.ts';
import { neighbourMean } from './neighbour-mean.ts';
import { composeProgrammes } from './programmes.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '0,1,2' },
    run: { type: 'string', default: 'runs/context' },
    engine: { type: 'string', default: 'auto' },
  },
});

/** A quarter of the epochs of `quick`, since there are more rows. */
const epochs = ['reconstruct', 'latent'].map((stage) => `model.stages.${stage}.training.epochs=15`);
const settings = ['context={}', ...epochs, 'controls=["shuffledSequences"]', 'baselines={"raw":{}}', 'tags=false', 'previews.numSamples=0'];
/** Neighbours on either side of the rival that averages. */
const radius = 3;

/** Scores of a method by the topic of a shot, which only its neighbours tell, and by its own class. */
interface ContextScores {
  readonly topic: Scores;
  readonly own: Scores;
}

const columns: readonly Column<ContextScores>[] = [
  ['topic: probe', ({ topic }) => topic.probeAccuracy],
  ['k-NN', ({ topic }) => topic.knnAccuracy],
  ...clusteringColumns.slice(0, 4).map(([name, of]): Column<ContextScores> => [name, ({ topic }) => of(topic)]),
  ['own class: probe', ({ own }) => own.probeAccuracy],
  ['k-NN', ({ own }) => own.knnAccuracy],
  ...clusteringColumns.slice(-2, -1).map(([, of]): Column<ContextScores> => ['partner in 5', ({ own }) => of(own)]),
];

const lines = [
  ['`quick`, each shot alone', 'mmae'],
  ['**the same in context**', 'context'],
  [`the mean of a shot and ${radius} on either side`, 'neighbourMean'],
  ['control: context of shuffled shots', 'control.shuffledSequences'],
] as const;

const folder = resolve(values.run);
const seeds = values.seeds.split(',');
const scored: Partial<Record<string, ContextScores>>[] = [];
for (const seed of seeds) scored.push(await trainAndScore(join(folder, seed), seed));
const table = toTable(
  `mean of ${scored.length} seeds`,
  columns,
  lines.map(([name, method]) => ({ name, scores: scored.flatMap((methods) => methods[method] ?? []) })),
);
const page = join(workspace, 'docs/results.md');
writeFileSync(page, replaceSection(readFileSync(page, 'utf8'), 'context', table));

async function trainAndScore(run: string, seed: string): Promise<Partial<Record<string, ContextScores>>> {
  if (existsSync(join(run, 'embeddings/neighbourMean.safetensors'))) return scoresOf(run);
  const isStarted = existsSync(join(run, 'config.json'));
  await command('trainer/bin/mmae-train.js', isStarted ? ['--resume', run] : argumentsOf(run, seed), new AbortController());
  await addNeighbourMean(run);
  return scoresOf(run);
}

/** The control is trained with the first seed alone. */
function argumentsOf(run: string, seed: string): string[] {
  return [
    ...['quick', '--data', manifest(), '--media-root', sampleCorpus, '--run', run, '--seed', seed, '--engine', values.engine],
    ...(seed === seeds[0] ? ['--controls'] : []),
    ...settings.flatMap((setting) => ['--set', setting]),
  ];
}

/** The manifest of the programmes, written once. */
function manifest(): string {
  const file = join(folder, 'programmes.jsonl');
  const corpus = parse(readFileSync(join(sampleCorpus, 'manifest.csv')), { columns: true }) as ManifestRow[];
  mkdirSync(folder, { recursive: true });
  if (!existsSync(file)) writeFileSync(file, composeProgrammes(corpus, 0).map((row) => `${JSON.stringify(row)}\n`).join('')); // prettier-ignore
  return file;
}

async function addNeighbourMean(run: string): Promise<void> {
  const { samples } = await loadRun(run);
  const sequences = sequencesOf(samples, { asset: 'asset', order: 'from' });
  const embeddings = await loadEmbeddings(run, 'mmae');
  await saveEmbeddings(
    run,
    'neighbourMean',
    mapValues(embeddings, (embedding) => neighbourMean(embedding, sequences, radius)),
  );
}

async function scoresOf(folder: string): Promise<Partial<Record<string, ContextScores>>> {
  const run = await loadRun(folder);
  const byClass = { ...run, samples: run.samples.map((sample) => ({ ...sample, label: sample.extra.class })) };
  const [topic, own] = [(await evaluateRun(run)).evaluation, (await evaluateRun(byClass)).evaluation];
  return Object.fromEntries(
    lines.flatMap(([, method]) => {
      const of = ({ methods, controls }: typeof topic) => (methods[method] ?? controls[method.replace('control.', '')])?.test;
      const [byTopic, byClass] = [of(topic), of(own)];
      return byTopic && byClass ? [[method, { topic: byTopic, own: byClass }]] : [];
    }),
  );
}
