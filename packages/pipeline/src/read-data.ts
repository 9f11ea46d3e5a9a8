import { loadManifest, type Manifest, type Split } from '@mmae/samples';
import { mediaKinds } from './extractors.ts';
import type { FeaturePlan } from './feature-plan.ts';
import type { Progress } from './progress.ts';

/** Where the samples come from. */
export interface DataSource {
  /** a manifest, or a folder that contains one */
  readonly manifest: string;
  /** the folder that media paths are relative to; the manifest's own by default */
  readonly mediaRoot?: string;
  /** the manifest's column names, by the names that MMAE uses: `{ id: 'Signatur' }` */
  readonly columns?: Readonly<Record<string, string>>;
}

/**
 * Reads the samples of a manifest. Remarks on how the manifest was read go to `progress`.
 *
 * @param defaultSplit the split of rows that name none; without it they are assigned at random by the seed
 */
export async function readData(
  plan: FeaturePlan & { readonly seed: number },
  { manifest, mediaRoot, columns = {}, progress }: DataSource & { readonly progress?: Progress },
  defaultSplit?: Split,
): Promise<Manifest> {
  const hasReadyMade = plan.modalities.some((modality) => plan.media[modality].featureFile !== undefined);
  const options = {
    ...{ modalities: mediaKinds(plan), columns, mediaRoot, seed: plan.seed },
    ...{ onlySplit: defaultSplit, allowRowsWithoutMedia: hasReadyMade },
  };
  const loaded = await loadManifest(manifest, options);
  for (const remark of loaded.remarks) progress?.say(remark);
  return loaded;
}
