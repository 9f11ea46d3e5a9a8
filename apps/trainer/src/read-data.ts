import { mediaKinds, type FeaturePlan } from '@mmae/embedder';
import { isLumaFolder, loadLuma } from '@mmae/luma';
import { loadManifest, type Manifest, type Split } from '@mmae/samples';
import type { Progress } from './progress.ts';
import type { DataSource } from './run-config.ts';
import { UsageError } from './usage-error.ts';

/**
 * The samples of `--data`: a manifest, or a folder in LUMA's own layout as it is. How the manifest was read is said.
 *
 * @param onlySplit of rows that name none; they are dealt by the seed where it is not given
 */
export async function readData(
  plan: FeaturePlan & { readonly seed: number },
  { manifest, mediaRoot, columns = {}, progress }: DataSource & { readonly progress?: Progress },
  onlySplit?: Split,
): Promise<Manifest> {
  if (isLumaFolder(manifest)) {
    if (Object.keys(columns).length > 0)
      throw new UsageError(`--column: expected a manifest, got ${manifest}, a folder of LUMA. Leave it out.`);
    return loadLuma(manifest, { seed: plan.seed });
  }
  const hasReadyMade = plan.modalities.some((modality) => plan.media[modality].featureFile !== undefined);
  const options = { modalities: mediaKinds(plan), columns, mediaRoot, seed: plan.seed, onlySplit, allowRowsWithoutMedia: hasReadyMade };
  const loaded = await loadManifest(manifest, options);
  for (const remark of loaded.remarks) progress?.say(remark);
  return loaded;
}
