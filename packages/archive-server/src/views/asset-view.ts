import type { Archive, Asset } from '@mmae/archive-store';
import type { AssetView } from '../api.ts';

export type AssetViewer = (asset: Asset) => AssetView;

/** Assets as lists show them. The sample whose still represents an asset is found once and remembered. */
export function assetViewer(archive: Archive): AssetViewer {
  const posters = new Map<string, string | undefined>();
  return (asset) => {
    const { id, title, path, kind, state, numSamples, language, date, film } = asset;
    const version = `${asset.key} ${asset.numSamples} ${asset.modifiedMs}`;
    if (!posters.has(version)) posters.set(version, posterOf(archive, asset));
    const poster = posters.get(version);
    return {
      ...{ id, title, path, kind, state, numSamples },
      ...(language !== undefined && { language }),
      ...(date !== undefined && { date }),
      ...(film && { film }),
      ...(poster !== undefined && { poster }),
    };
  };
}

/** As many samples as are looked at for a poster, since lists have hundreds of assets. */
const maxLookedAt = 21;

/** From the middle of the first samples: the beginning of a programme is often black, or a title that all episodes share. */
function posterOf(archive: Archive, { key }: Asset): string | undefined {
  const withImage = archive.samplesOf(key, maxLookedAt).filter(({ media }) => media.image !== undefined);
  return withImage[Math.floor(withImage.length / 2)]?.id;
}
