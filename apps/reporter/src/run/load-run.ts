import {
  listMethods,
  loadFeatureState,
  loadPreviews,
  loadSamples,
  loadSkipped,
  loadTagScores,
  loadUnexplainedVariance,
  readConfig,
  readMetrics,
  RunFolderError,
} from '@mmae/run-folder';
import type { MetricsRecord, Preview, RunConfig, SampleRow, TagScores, UnexplainedVariance } from '@mmae/run-folder';
import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { ownKeys } from './own-keys.ts';

type Skipped = Awaited<ReturnType<typeof loadSkipped>>[number];

/** A run folder as the report reads it; embeddings stay on disk until their method's turn. */
export interface Run {
  readonly folder: string;
  readonly name: string;
  readonly config: RunConfig;
  /** rows as in every embedding */
  readonly samples: readonly SampleRow[];
  /** every modality that a sample has, sorted */
  readonly modalities: readonly string[];
  readonly skipped: readonly Skipped[];
  readonly metrics: readonly MetricsRecord[];
  readonly previews: readonly Preview[];
  readonly tagScores?: TagScores;
  readonly unexplained?: UnexplainedVariance;
  /** the model first, baselines after it */
  readonly methods: readonly string[];
  /** methods whose files are named `control.…`, without that prefix */
  readonly controls: readonly string[];
  /** what validation decided for each baseline, by its name */
  readonly choices: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** what the folder lacks, in sentences */
  readonly remarks: readonly string[];
}

export const controlPrefix = 'control.';

/**
 * Reads everything of a run but its embeddings.
 *
 * @throws RunFolderError where there is no run, one that is damaged, foreign or newer, or one whose training has not ended
 */
export async function loadRun(folder: string): Promise<Run> {
  const config = await readConfig(folder);
  const files = await listMethods(folder);
  if (files.length === 0) {
    throw new RunFolderError(
      `loadRun: expected embeddings in ${join(folder, 'embeddings')}, got none. The training has not ended: mmae-train --resume ${folder}`,
    );
  }
  const left = ownKeys((config.leftOut ?? {}) as Record<string, unknown>);
  const samples = (await loadSamples(folder)).map((sample) => withOwnKeys(sample, left));
  const remarks: string[] = [];
  const optional = readOptional(folder, remarks);
  const run = {
    folder,
    name: basename(resolve(folder)),
    config,
    samples,
    modalities: [...new Set(samples.flatMap(({ present }) => present))].sort(),
    skipped: await optional('skipped.csv', loadSkipped, [], 'what was left out is not known'),
    metrics: await optional('metrics.jsonl', readMetrics, [], 'the course of the training is not known'),
    previews: (await optional('samples/index.json', loadPreviews, [], 'pictures and sounds cannot be shown')).map(previewWithOwnKeys),
    tagScores: await optional('tags.json', loadTagScores, undefined, 'what proposed tags are worth is not known', { isUsual: false }),
    unexplained: await optional('reconstruction.json', loadUnexplainedVariance, undefined, 'how well media are rebuilt is not known', {
      isUsual: false,
    }),
    methods: files.filter((name) => !name.startsWith(controlPrefix)).sort(modelFirst),
    controls: files.filter((name) => name.startsWith(controlPrefix)).map((name) => name.slice(controlPrefix.length)),
    choices: await optional('features/baselines.json', loadChoices, {}, 'what was chosen for the baselines is not known', {
      isUsual: false,
    }),
  };
  if (!existsSync(join(folder, 'checksums.json'))) remarks.push('The folder has no checksums.json: damage would go unnoticed.');
  return { ...run, remarks };
}

const loadChoices = async (folder: string) => (await loadFeatureState(folder, 'baselines')).json as Run['choices'];

/**
 * Reads files that a report can do without: one that is damaged, or missing where runs usually have it, costs what would be made of it, and is
 * named.
 *
 * @param remarks where that is said
 */
function readOptional(folder: string, remarks: string[]) {
  return async <T>(file: string, load: (folder: string) => Promise<T>, otherwise: T, loss: string, { isUsual = true } = {}): Promise<T> => {
    if (!existsSync(join(folder, file))) {
      if (isUsual) remarks.push(`The folder has no ${file}: ${loss}.`);
      return otherwise;
    }
    try {
      return await load(folder);
    } catch (error) {
      remarks.push(`${file} cannot be used: ${loss}. ${(error as Error).message}`);
      return otherwise;
    }
  };
}

/** A sample without the modalities that the training left out. */
const withOwnKeys = (sample: SampleRow, left: Readonly<Record<string, unknown>>): SampleRow => ({
  ...sample,
  media: ownKeys(sample.media),
  extra: ownKeys(sample.extra),
  present: sample.present.filter((modality) => !(modality in left)),
});

const previewWithOwnKeys = (preview: Preview): Preview => ({ ...preview, media: ownKeys(preview.media) });

const knownOrder = [
  'mmae',
  'selfLabelledMcca',
  'mcca',
  'mccaForRetrieval',
  'pcaFilled',
  'pca',
  'pcaPerModality',
  'pcaPerModalityWhitened',
  'raw',
];

function modelFirst(a: string, b: string): number {
  const place = (name: string) => (knownOrder.indexOf(name) + knownOrder.length + 1) % (knownOrder.length + 1);
  return place(a) - place(b) || (a < b ? -1 : 1);
}
