import { startEngine, type EngineName } from '@mmae/tensor-engine';
import { estimateRun } from './estimate.ts';
import type { Experiment } from './experiment.ts';
import { cacheFolder } from './feature-cache.ts';
import { labelSummary } from './label-summary.ts';
import { languageSummary } from './language-summary.ts';
import { expectTrainRows, unnamedModalities, withoutModalities } from './left-out.ts';
import { extractMedia } from './media.ts';
import { mediaSummary } from './media-summary.ts';
import { toDuration, toSize } from './progress.ts';
import { readData } from './read-data.ts';
import type { DataSource } from './run-config.ts';
import { openScratch } from './scratch.ts';
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
  expectTrainRows(manifest);
  const experiment = withoutModalities(asked, unnamedModalities(manifest, asked), progress);
  const media = await extractMedia(manifest, experiment, { cacheFolder: cacheFolder(), verify, progress, signal });
  const scratch = openScratch(cacheFolder());
  try {
    for (const { id, modality, file, reason } of media.skipped)
      process.stdout.write(`${[id, modality, file, reason].map(toCell).join('\t')}\n`);
    const summary = [
      ...mediaSummary(manifest, media, 'the lines above'),
      ...languageSummary(manifest, experiment),
      ...labelSummary(manifest, media),
    ];
    for (const line of summary) progress.say(line);
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
