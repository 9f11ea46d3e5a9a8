import type { Experiment } from './experiment.ts';
import { cacheFolder } from './feature-cache.ts';
import { extractMedia } from './media.ts';
import { readData } from './read-data.ts';
import type { DataSource } from './run-config.ts';
import type { Surroundings } from './train.ts';

/** `mmae-train check`: reads and validates every sample and trains nothing; what it extracted is kept for the training. */
export async function checkData(experiment: Experiment, data: DataSource, { progress, signal, verify }: Surroundings): Promise<void> {
  const manifest = await readData(experiment, data);
  const media = await extractMedia(manifest, experiment, { cacheFolder: cacheFolder(), verify, progress, signal });
  media.close();
  for (const { id, modality, file, reason } of media.skipped) process.stdout.write(`${[id, modality, file, reason].join('\t')}\n`);
  progress.say(`${manifest.samples.length} samples, ${media.skipped.length} skipped`);
}
