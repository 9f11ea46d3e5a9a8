import { mediaKinds, type FeaturePlan } from '@mmae/embedder';
import { isLumaFolder, loadLuma } from '@mmae/luma';
import { loadManifest, type Manifest, type Split } from '@mmae/samples';
import type { DataSource } from './run-config.ts';

/**
 * The samples of `--data`: a manifest, or a folder in LUMA's own layout as it is.
 *
 * @param onlySplit of rows that name none; they are dealt by the seed where it is not given
 */
export function readData(
  plan: FeaturePlan & { readonly seed: number },
  { manifest, mediaRoot }: DataSource,
  onlySplit?: Split,
): Promise<Manifest> {
  if (isLumaFolder(manifest)) return loadLuma(manifest, { seed: plan.seed });
  const hasReadyMade = plan.modalities.some((modality) => plan.media[modality].featureFile !== undefined);
  return loadManifest(manifest, { modalities: mediaKinds(plan), mediaRoot, seed: plan.seed, onlySplit, mayNameNoMedia: hasReadyMade });
}
