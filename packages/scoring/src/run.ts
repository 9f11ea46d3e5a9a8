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

/** A run folder without its embeddings, which are loaded one method at a time. */
export interface Run {
  readonly folder: string;
  readonly name: string;
  readonly config: RunConfig;
  /** in the row order of every embedding */
  readonly samples: readonly SampleRow[];
  /** modalities that at least one sample has, sorted */
  readonly modalities: readonly string[];
  readonly skipped: readonly Skipped[];
  readonly metrics: readonly MetricsRecord[];
  readonly previews: readonly Preview[];
  readonly tagScores?: TagScores;
  readonly unexplained?: UnexplainedVariance;
  /** the model first, then the baselines */
  readonly methods: readonly string[];
  /** methods whose files are named `control.…`, without that prefix */
  readonly controls: readonly string[];
  /** settings of each baseline that were chosen on validation, by its name */
  readonly choices: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** missing or unreadable files, in sentences */
  readonly remarks: readonly string[];
}

export const controlPrefix = 'control.';

/**
 * Reads a run folder except its embeddings. An optional file that is missing or damaged is named in `remarks`.
 *
 * @throws RunFolderError where there is no run, where it is damaged, foreign or of a newer version, or where its training has not ended
 */
export async function loadRun(folder: string): Promise<Run> {
  const config = await readConfig(folder);
  const files = await listMethods(folder);
  if (files.length === 0) {
    throw new RunFolderError(
      `loadRun: expected embeddings in ${join(folder, 'embeddings')}, got none. The training has not ended. Resume with: mmae-train --resume ${folder}`,
    );
  }
  const untrained = withOwnKeys((config.leftOut ?? {}) as Record<string, unknown>);
  const samples = (await loadSamples(folder)).map((sample) => trainedPart(sample, untrained));
  const remarks: string[] = [];
  const optional = optionalReader(folder, remarks);
  const run = {
    folder,
    name: basename(resolve(folder)),
    config,
    samples,
    modalities: [...new Set(samples.flatMap(({ present }) => present))].sort(),
    skipped: await optional('skipped.csv', loadSkipped, [], 'skipped media are unknown'),
    metrics: await optional('metrics.jsonl', readMetrics, [], 'training curves are unknown'),
    previews: (await optional('samples/index.json', loadPreviews, [], 'images and audio cannot be shown')).map(previewWithOwnKeys),
    tagScores: await optional('tags.json', loadTagScores, undefined, 'the quality of proposed tags is unknown', { isUsual: false }),
    unexplained: await optional('reconstruction.json', loadUnexplainedVariance, undefined, 'the quality of reconstructions is unknown', {
      isUsual: false,
    }),
    methods: files.filter((name) => !name.startsWith(controlPrefix)).sort(modelFirst),
    controls: files.filter((name) => name.startsWith(controlPrefix)).map((name) => name.slice(controlPrefix.length)),
    choices: await optional('features/baselines.json', loadChoices, {}, 'the chosen settings of the baselines are unknown', {
      isUsual: false,
    }),
  };
  if (!existsSync(join(folder, 'checksums.json'))) remarks.push('The folder has no checksums.json: damage would go unnoticed.');
  return { ...run, remarks };
}

const loadChoices = async (folder: string) => (await loadFeatureState(folder, 'baselines')).json as Run['choices'];

/**
 * A reader of files that a run can do without.
 *
 * @param remarks receives a sentence for each file that is damaged, or missing although runs usually have it
 */
function optionalReader(folder: string, remarks: string[]) {
  return async <T>(
    file: string,
    load: (folder: string) => Promise<T>,
    otherwise: T,
    consequence: string,
    { isUsual = true } = {},
  ): Promise<T> => {
    if (!existsSync(join(folder, file))) {
      if (isUsual) remarks.push(`The folder has no ${file}: ${consequence}.`);
      return otherwise;
    }
    try {
      return await load(folder);
    } catch (error) {
      remarks.push(`${file} cannot be used: ${consequence}. ${(error as Error).message}`);
      return otherwise;
    }
  };
}

/** A sample without the modalities that were left out of the training. */
const trainedPart = (sample: SampleRow, untrained: Readonly<Record<string, unknown>>): SampleRow => ({
  ...sample,
  media: withOwnKeys(sample.media),
  extra: withOwnKeys(sample.extra),
  present: sample.present.filter((modality) => !(modality in untrained)),
});

const previewWithOwnKeys = (preview: Preview): Preview => ({ ...preview, media: withOwnKeys(preview.media) });

/**
 * A record without a prototype. Its keys come from files (columns, modalities, subsets), so a lookup such as "constructor" must find only
 * a key of the file.
 */
export const withOwnKeys = <T>(record: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
  Object.assign(Object.create(null) as Record<string, T>, record);

const methodOrder = [
  'mmae',
  'context',
  'selfLabelledMcca',
  'mcca',
  'mccaForRetrieval',
  'pcaFilled',
  'pca',
  'pcaPerModality',
  'pcaPerModalityWhitened',
  'raw',
];

/** Known methods in the order above, then the others by name. */
function modelFirst(a: string, b: string): number {
  const rank = (name: string) => (methodOrder.indexOf(name) + methodOrder.length + 1) % (methodOrder.length + 1);
  return rank(a) - rank(b) || (a < b ? -1 : 1);
}
