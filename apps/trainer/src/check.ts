import { toDuration, toSize, toTableRow, type CommandContext } from '@mmae/command-line';
import { cacheFolder, dataSummary, extractMedia, openScratch, readData, type DataSource } from '@mmae/pipeline';
import { startEngine, type EngineName } from '@mmae/tensor-engine';
import { expectSequences } from './context.ts';
import { estimateRun } from './estimate.ts';
import type { Experiment } from './experiment.ts';
import { absentModalities, expectTrainSamples, withoutModalities } from './prepare.ts';
import type { WorkOptions } from './work-options.ts';

export interface CheckOptions extends WorkOptions, DataSource, Pick<CommandContext, 'print'> {
  readonly engine: EngineName | 'auto';
}

/**
 * `mmae-train check`: reads and validates every sample and estimates the time and disk space of a run, without creating one. Extracted features
 * are kept for the training. Every file that cannot be used is a row on stdout.
 */
export async function checkData(asked: Experiment, options: CheckOptions): Promise<void> {
  const { print, progress, signal, verify } = options;
  const manifest = await readData(asked, options);
  expectTrainSamples(manifest);
  expectSequences(asked, manifest);
  const experiment = withoutModalities(asked, absentModalities(manifest, asked), progress);
  const media = await extractMedia(manifest, experiment, { cacheFolder: cacheFolder(), verify, progress, signal });
  const scratch = openScratch(cacheFolder());
  try {
    for (const { id, modality, file, reason } of media.skipped) print(toTableRow([id, modality, file, reason]));
    for (const line of dataSummary(manifest, experiment, media, 'the lines above')) progress.say(line);
    const engine = await startEngine(options.engine);
    progress.update('estimate: training briefly');
    const { trainingSeconds, diskBytes, scratchBytes } = await estimateRun(experiment, manifest, media, { ...options, scratch });
    progress.say(
      `a run takes about ${toDuration(trainingSeconds)} of training (${engine.description}), then its baselines; ` +
        `${toSize(diskBytes)} of disk, and while it runs ${toSize(scratchBytes)} in ${cacheFolder()}`,
    );
  } finally {
    scratch.close();
    media.close();
  }
}
