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
  const samples = await loadSamples(folder);
  const remarks: string[] = [];
  const ifThere = async <T>(file: string, load: (folder: string) => Promise<T[]>, missing: string): Promise<T[]> => {
    if (existsSync(join(folder, file))) return load(folder);
    remarks.push(missing);
    return [];
  };
  return {
    folder,
    name: basename(resolve(folder)),
    config,
    samples,
    modalities: [...new Set(samples.flatMap(({ present }) => present))].sort(),
    skipped: await ifThere('skipped.csv', loadSkipped, 'The folder has no skipped.csv: what was left out is not known.'),
    metrics: await ifThere('metrics.jsonl', readMetrics, 'The folder has no metrics.jsonl: the course of the training is not known.'),
    previews: await ifThere('samples/index.json', loadPreviews, 'The folder has no samples/: pictures and sounds cannot be shown.'),
    tagScores: await loadTagScores(folder),
    unexplained: await loadUnexplainedVariance(folder),
    methods: files.filter((name) => !name.startsWith(controlPrefix)).sort(modelFirst),
    controls: files.filter((name) => name.startsWith(controlPrefix)).map((name) => name.slice(controlPrefix.length)),
    choices: existsSync(join(folder, 'features/baselines.json'))
      ? ((await loadFeatureState(folder, 'baselines')).json as Run['choices'])
      : {},
    remarks: existsSync(join(folder, 'checksums.json'))
      ? remarks
      : [...remarks, 'The folder has no checksums.json: damage would go unnoticed.'],
  };
}

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
