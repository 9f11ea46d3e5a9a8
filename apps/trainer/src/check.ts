import { cacheFolder, dataSummary, extractMedia, openScratch, readData, type DataSource } from '@mmae/pipeline';
import { startEngine, type EngineName } from '@mmae/tensor-engine';
import { estimateRun } from './estimate.ts';
import type { Experiment } from './experiment.ts';
import { absentModalities, expectTrainSamples, withoutModalities } from './prepare.ts';
import { toDuration, toSize } from './progress.ts';
import type { Surroundings } from './surroundings.ts';
import { toCell } from './to-cell.ts';

export interface CheckOptions extends Surroundings, DataSource {
  readonly engine: EngineName | 'auto';
}

/**
 * `mmae-train check`: reads and validates every sample, estimates what a run would take and leaves none; what it extracted is kept for
 * the training. Every file that cannot be used is a line on stdout.
 */
export async function checkData(asked: Experiment, options: CheckOptions): Promise<void> {
  const { progress, signal, verify } = options;
  const manifest = await readData(asked, options);
  expectTrainSamples(manifest);
  const experiment = withoutModalities(asked, absentModalities(manifest, asked), progress);
  const media = await extractMedia(manifest, experiment, { cacheFolder: cacheFolder(), verify, progress, signal });
  const scratch = openScratch(cacheFolder());
  try {
    for (const { id, modality, file, reason } of media.skipped)
      process.stdout.write(`${[id, modality, file, reason].map(toCell).join('\t')}\n`);
    for (const line of dataSummary(manifest, experiment, media, 'the lines above')) progress.say(line);
    const engine = await startEngine(options.engine);
    progress.update('estimate: training for a moment');
    const { trainingSeconds, diskBytes, scratchBytes } = await estimateRun(experiment, manifest, media, { ...options, scratch });
    progress.say(
      `a run takes about ${toDuration(trainingSeconds)} of training (${engine.description}), then its baselines; ` +
        `${toSize(diskBytes)} of disk, and while it runs ${toSize(scratchBytes)} of ${cacheFolder()}`,
    );
  } finally {
    scratch.close();
    media.close();
  }
}
