import { saveFittedFeatures } from '@mmae/embedder';
import type { FeatureTable, Representation } from '@mmae/feature-table';
import { InputError } from '@mmae/input';
import { mmae, stepsOf, trainingStateSchema, type Checkpoint, type Mmae, type MmaeRequest, type Model } from '@mmae/mmae';
import {
  allSubsets,
  amendConfig,
  cutMetrics,
  loadCheckpoint,
  readConfig,
  saveEmbeddings,
  saveFeatureState,
  saveSamples,
  saveSkipped,
  saveUnexplainedVariance,
  subsetKey,
  toSampleRow,
} from '@mmae/run-folder';
import type { Manifest } from '@mmae/samples';
import { join } from 'node:path';
import { fitBaselines } from './baselines.ts';
import { findCodesOf, numCodesOf, toLine } from './codes.ts';
import { controlsOf } from './controls/controls.ts';
import type { Experiment } from './experiment.ts';
import { cacheFolder } from './feature-cache.ts';
import { labelSummary } from './label-summary.ts';
import { languageSummary } from './language-summary.ts';
import { learnNovelty } from './learn-novelty.ts';
import { leftOutOf } from './left-out.ts';
import { embedTable } from './large-tables.ts';
import { loadExtractedKeys, saveExtractedKeys } from './extracted-keys.ts';
import { optionsForTrain } from './fit-to-train.ts';
import { extractMedia, lostFromTrain, presentOf } from './media.ts';
import { mediaSummary } from './media-summary.ts';
import { prepare } from './prepare.ts';
import { savePreviewsOf } from './previews.ts';
import { openScratch } from './scratch.ts';
import type { Progress } from './progress.ts';
import type { Surroundings } from './surroundings.ts';
import { toTables, trainWithoutValidation, type Tables } from './tables.ts';
import { learnTags } from './tags/learn-tags.ts';
import { silentLog, trainingLog } from './training-log.ts';
import { UsageError } from './usage-error.ts';
import { unexplainedVariance } from './unexplained-variance.ts';

export interface TrainOptions extends Surroundings {
  /** of the run, whose lock this process holds */
  readonly folder: string;
  /** whether controls are trained too */
  readonly controls: boolean;
}

/** Raw media → features → model → embeddings: the picture in docs/ARCHITECTURE.md, an arrow a line. */
export async function train(asked: Experiment, manifest: Manifest, options: TrainOptions): Promise<void> {
  const { folder, progress } = options;
  const earlier = await loadExtractedKeys(folder);
  const media = await extractMedia(manifest, asked, { ...options, earlier, cacheFolder: cacheFolder() });
  const scratch = openScratch(cacheFolder());
  try {
    const { experiment, rows, fitted, leftOut } = prepare(asked, manifest, media, options);
    if (Object.keys(leftOut).length > 0) await amendConfig(folder, { leftOut: { ...leftOutOf(await readConfig(folder)), ...leftOut } });
    if (!earlier) await saveExtractedKeys(folder, media);
    await saveSkipped(folder, media.skipped);
    await saveSamples(
      folder,
      rows.all.map((sample) => toSampleRow(manifest.samples[sample], presentOf(media, sample, experiment.modalities))),
    );
    await saveFittedFeatures(folder, fitted);
    const tables = await toTables(experiment, manifest, fitted, rows, { ...options, scratch });

    const model = await trainModel(experiment, tables, {
      ...options,
      lost: lostFromTrain(manifest, media, { earlier, refit: experiment.refit }),
    });
    await embedAndSave('mmae', model, tables, options);
    const choices: Record<string, object> = {};
    const leaveOut = (name: string, reason: string) => progress.say(`${name} is left out: ${reason}`);
    for await (const { name, baseline } of fitBaselines(experiment, numCodesOf(model.model!), tables, leaveOut)) {
      choices[name] = baseline.chosen();
      await embedAndSave(name, baseline, tables, options);
    }
    await saveFeatureState(folder, 'baselines', { json: choices, tensors: {} });
    const requestBeside = (why: string) => (table: FeatureTable) => ({
      options: optionsForTrain(experiment, table, tables.validation.ids.length > 0).options,
      codes: findCodesOf(experiment, table),
      ...silentLog(progress, why),
      signal: options.signal,
    });
    if (options.controls) {
      const requestFor = requestBeside('control');
      for await (const control of controlsOf({
        ...options,
        experiment,
        manifest,
        rows,
        fitted,
        scratch,
        tables,
        trained: model,
        requestFor,
      }))
        await embedAndSave(`control.${control.name}`, control.representation, control.tables, options);
    }
    const trained = { experiment, manifest, rows: rows.all, fitted, table: tables.all, model: model.model! };
    await learnNovelty(folder, trained);
    await saveUnexplainedVariance(folder, unexplainedVariance(trained));
    const heldOut =
      tables.validationInTrain.length > 0 ? await trainHeldOut(tables, requestBeside('without validation'), progress) : model.model;
    const propose = await learnTags(folder, trained, heldOut);
    await savePreviewsOf(folder, trained, propose, progress);
    const used = mediaSummary(manifest, media, join(folder, 'skipped.csv'));
    for (const line of [...used, ...languageSummary(manifest, experiment), ...labelSummary(manifest, media)]) progress.say(line);
    progress.say(`done: ${folder}. Report: mmae-report ${folder}`);
  } finally {
    scratch.close();
    media.close();
  }
}

/** Trains from the run's latest checkpoint, or from the start where there is none. */
async function trainModel(
  experiment: Experiment,
  { train, validation }: Tables,
  options: TrainOptions & { readonly lost: readonly string[] },
): Promise<Mmae> {
  const { folder, progress, signal, checkpointSeconds, lost } = options;
  const resumeFrom = await checkpointOf(options);
  if (resumeFrom) expectNoneLost(folder, lost);
  const log = trainingLog(folder, progress, await cutMetrics(folder, resumeFrom ? stepsOf(resumeFrom) : 0));
  const fitted = optionsForTrain(experiment, train, validation.ids.length > 0);
  for (const change of fitted.changes) progress.say(change);
  const codes = findCodesOf(experiment, train, async (choice) => {
    progress.say(toLine(choice));
    await saveFeatureState(folder, 'codes.choice', { json: choice, tensors: {} });
  });
  const model = mmae({ options: fitted.options, codes, ...log, signal, checkpointSeconds, resumeFrom });
  await model.fit(train, validation);
  return model;
}

/** @throws UsageError where a checkpoint learnt from files that can be had neither from the cache nor as they were */
function expectNoneLost(folder: string, lost: readonly string[]): void {
  if (lost.length === 0) return;
  throw new UsageError(
    `--resume: expected what the run has learnt from, as it was then, got nothing of ${lost.length} files, the first that of ${lost[0]}. ` +
      `Restore what ${join(folder, 'skipped.csv')} names, or start a new run.`,
  );
}

/**
 * Where validation trains too: the model as it is without, for what only samples that it never saw can tell.
 *
 * @returns undefined where what is left of train is too little to learn from
 */
async function trainHeldOut(
  tables: Tables,
  requestFor: (train: FeatureTable) => MmaeRequest,
  progress: Progress,
): Promise<Model | undefined> {
  const rest = trainWithoutValidation(tables);
  try {
    const model = mmae(requestFor(rest));
    await model.fit(rest, tables.validation);
    return model.model;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    progress.say(`no tags: their confidence is learnt by a training without validation, and that failed: ${error.message}`);
    return undefined;
  }
}

/** The run's latest checkpoint as the model wrote it; undefined where it has none yet. Newer ones that are damaged are named. */
async function checkpointOf({ folder, progress }: TrainOptions): Promise<Checkpoint | undefined> {
  const loaded = await loadCheckpoint(folder, trainingStateSchema);
  for (const reason of loaded?.passedOver ?? []) progress.say(`a checkpoint is passed over: ${reason}`);
  return loaded && ({ weights: loaded.model, optimizer: loaded.optimizer, state: loaded.state } as Checkpoint);
}

async function embedAndSave(
  method: string,
  representation: Representation,
  tables: Tables,
  { folder, progress, signal }: TrainOptions,
): Promise<void> {
  signal.throwIfAborted();
  progress.update(`embed: ${method}`);
  await saveEmbeddings(folder, method, await embedSubsets(representation, tables.all));
}

/** An embedding for each subset of modalities that the representation answers for, by the subset's key. */
async function embedSubsets(representation: Representation, table: FeatureTable) {
  const subsets = allSubsets(Object.keys(table.blocks));
  const embeddings = await embedTable(representation, table, subsets);
  const answered = subsets.flatMap((subset, i) => (embeddings[i] ? [[subsetKey(subset), embeddings[i]] as const] : []));
  return Object.fromEntries(answered);
}
