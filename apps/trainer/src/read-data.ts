import { mediaKinds, type FeaturePlan } from '@mmae/embedder';
import { loadManifest, type Manifest, type Split } from '@mmae/samples';
import type { Progress } from './progress.ts';
import type { DataSource } from './run-config.ts';

/**
 * The samples of the manifest that `--data` names. Remarks on how it was read go to `progress`.
 *
 * @param onlySplit the split of rows that name none; without it, they are dealt by the seed
 */
export async function readData(
  plan: FeaturePlan & { readonly seed: number },
  { manifest, mediaRoot, columns = {}, progress }: DataSource & { readonly progress?: Progress },
  onlySplit?: Split,
): Promise<Manifest> {
  const hasReadyMade = plan.modalities.some((modality) => plan.media[modality].featureFile !== undefined);
  const options = { modalities: mediaKinds(plan), columns, mediaRoot, seed: plan.seed, onlySplit, allowRowsWithoutMedia: hasReadyMade };
  const loaded = await loadManifest(manifest, options);
  for (const remark of loaded.remarks) progress?.say(remark);
  return loaded;
}
