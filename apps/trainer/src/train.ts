import { cacheFolder, dataSummary, extractMedia, loadExtractedKeys, lostFromTrain, openScratch, toTables } from '@mmae/pipeline';
import { saveUnexplainedVariance } from '@mmae/run-folder';
import type { Manifest } from '@mmae/samples';
import { learnTags } from '@mmae/tagging';
import { join } from 'node:path';
import { embedBaselines } from './baselines.ts';
import { embedInContext, expectSequences } from './context.ts';
import { embedControls } from './controls/controls.ts';
import { embedAndSave } from './embed-and-save.ts';
import type { Experiment } from './experiment.ts';
import { learnNovelty } from './learn-novelty.ts';
import { prepare, savePrepared } from './prepare.ts';
import { savePreviewsOf } from './previews/previews.ts';
import type { WorkOptions } from './work-options.ts';
import { trainWithoutValidation, trainModel } from './train-model.ts';
import { unexplainedVariance } from './unexplained-variance.ts';

export interface TrainOptions extends WorkOptions {
  /** of the run, which this process has locked */
  readonly folder: string;
  /** whether controls are trained too */
  readonly controls: boolean;
}

/**
 * Raw media → features → model → embeddings → context → baselines → controls → tags → previews: the diagram of docs/ARCHITECTURE.md.
 * A resumed run passes through the same steps: features come from the cache, the model from its checkpoint.
 */
export async function train(asked: Experiment, manifest: Manifest, options: TrainOptions): Promise<void> {
  const { folder, progress } = options;
  expectSequences(asked, manifest);
  const earlier = await loadExtractedKeys(folder);
  const media = await extractMedia(manifest, asked, { ...options, earlier, cacheFolder: cacheFolder() });
  const scratch = openScratch(cacheFolder());
  try {
    const prepared = prepare(asked, manifest, media, options);
    const { experiment, samples, fitted } = prepared;
    await savePrepared(folder, manifest, media, prepared, { isResumed: earlier !== undefined });
    const tables = await toTables(experiment, manifest, fitted, samples, { ...options, scratch });

    const lost = lostFromTrain(manifest, media, { earlier, refit: experiment.refit });
    const trained = await trainModel(experiment, tables, lost, options);
    await embedAndSave('mmae', trained, tables.all, options);
    await embedInContext(experiment, manifest, samples, options);
    await embedBaselines(experiment, tables, trained.model!, options);
    if (options.controls) await embedControls({ ...options, experiment, manifest, samples, fitted, tables, scratch, trained });

    const result = { experiment, manifest, rows: samples.all, fitted, table: tables.all, model: trained.model! };
    await learnNovelty(folder, result);
    await saveUnexplainedVariance(folder, unexplainedVariance(result));
    const judge = experiment.tags === false ? undefined : await trainWithoutValidation(experiment, tables, result.model, options);
    const describe = await learnTags(folder, result, judge);
    await savePreviewsOf(folder, result, describe, progress);
    for (const line of dataSummary(manifest, experiment, media, join(folder, 'skipped.csv'))) progress.say(line);
    progress.say(`done: ${folder}. Report: mmae-report ${folder}`);
  } finally {
    scratch.close();
    media.close();
  }
}
