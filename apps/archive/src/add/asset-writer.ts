import type { Archive, Asset, AssetWithSamples, NewAsset, NewSample, PutResult } from '@mmae/archive-store';
import { existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { allAssets } from '../all-assets.ts';

/** Puts assets into an archive, and counts what became of them. */
export interface AssetWriter {
  /** What the archive knows of a file that has not changed since, by its absolute path, size and time. */
  known(file: string, sizeBytes: number, modifiedMs: number): Asset | undefined;
  /** Puts an asset, at the latest at the next `flush`. @returns the path of the asset with the same content that has been put already, which stays; undefined if there is none */
  put(asset: NewAsset, samples: readonly NewSample[]): string | undefined;
  /** Stores what was put, in one transaction. */
  flush(): void;
  /** Notes another file with a content that was put. @param file absolute */
  addCopy(content: string, file: string): void;
  /** Once everything was put: assets of a folder that were not put are removed if their file has other content now, and marked as missing if it is gone. */
  finish(folder: string): void;
  counts(): AssetCounts;
}

export type AssetCounts = Readonly<Record<PutResult['status'] | 'duplicate' | 'replaced' | 'missing' | 'numSamples', number>>;

export function assetWriter(archive: Archive): AssetWriter {
  const before = new Map(Array.from(allAssets(archive), (asset) => [join(asset.root, asset.path), asset]));
  const counts = { added: 0, changed: 0, moved: 0, unchanged: 0, duplicate: 0, replaced: 0, missing: 0, numSamples: 0 };
  const seen = new Map<string, string>(); // paths by content
  const copies = new Map<string, string[]>();

  const waiting: AssetWithSamples[] = [];

  function flush(): void {
    if (waiting.length > 0) for (const { status } of archive.putAssets(waiting)) counts[status] += 1;
    waiting.length = 0;
  }

  function addCopy(content: string, file: string): void {
    counts.duplicate += 1;
    copies.set(content, [...(copies.get(content) ?? []), file]);
  }

  /** Stores the copies of an asset with it. */
  function putCopies(content: string, files: readonly string[]): void {
    const asset = archive.assetByContent(content)!;
    const inRoot = files.filter((file) => file.startsWith(withSeparator(asset.root)) && existsSync(file));
    const paths = inRoot.map((file) => relative(asset.root, file).replaceAll(sep, '/'));
    archive.putAsset({ ...asset, copies: paths }, archive.samplesOf(asset.key));
  }

  return {
    known(file, sizeBytes, modifiedMs) {
      const asset = before.get(file);
      return asset?.sizeBytes === sizeBytes && asset.modifiedMs === modifiedMs ? asset : undefined;
    },
    put(asset, samples) {
      const first = seen.get(asset.content);
      if (first !== undefined) {
        addCopy(asset.content, join(asset.root, asset.path));
        return first;
      }
      seen.set(asset.content, asset.path);
      waiting.push({ asset, samples });
      counts.numSamples += samples.length;
      return undefined;
    },
    flush,
    addCopy,
    finish(folder) {
      flush();
      copies.forEach((files, content) => putCopies(content, files));
      copies.clear();
      const putPaths = new Set<string>();
      const unseen: Asset[] = [];
      for (const asset of allAssets(archive)) {
        if (seen.has(asset.content)) putPaths.add(join(asset.root, asset.path));
        else if (join(asset.root, asset.path).startsWith(withSeparator(folder))) unseen.push(asset);
      }
      for (const asset of unseen) {
        const file = join(asset.root, asset.path);
        if (putPaths.has(file)) {
          archive.removeAsset(asset.key);
          counts.replaced += 1;
        } else if (hasFile(asset) && !existsSync(file)) {
          if (asset.state !== 'missing') archive.setAssetState(asset.key, 'missing');
          counts.missing += 1;
        }
      }
    },
    counts: () => ({ ...counts }),
  };
}

/** Whether an asset is more than a text of a manifest. */
const hasFile = ({ modifiedMs }: Asset) => modifiedMs > 0;

const withSeparator = (folder: string) => (folder.endsWith(sep) ? folder : folder + sep);
