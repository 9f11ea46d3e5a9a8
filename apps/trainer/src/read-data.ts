import { mediaKinds } from '@mmae/embedder';
import { isLumaFolder, loadLuma } from '@mmae/luma';
import { loadManifest, type Manifest } from '@mmae/samples';
import type { Experiment } from './experiment.ts';
import type { DataSource } from './run-config.ts';

/** The samples of `--data`: a manifest, or a folder in LUMA's own layout as it is. */
export function readData(experiment: Experiment, { manifest, mediaRoot }: DataSource): Promise<Manifest> {
  if (isLumaFolder(manifest)) return loadLuma(manifest, { seed: experiment.seed });
  return loadManifest(manifest, { modalities: mediaKinds(experiment), mediaRoot, seed: experiment.seed });
}
