import type { SampleRow } from '@mmae/run-folder';
import { basename } from 'node:path';

/**
 * Where an item is in its film, such as "news.mxf 10:00:15:05": the name of the file in the column `asset` of the manifest, and the column `timecode`;
 * undefined without a timecode.
 */
export function placeOf({ extra: { asset, timecode } }: Pick<SampleRow, 'extra'>): string | undefined {
  if (!timecode) return undefined;
  return asset ? `${basename(asset)} ${timecode}` : timecode;
}

/** The places of all items that have one, by id. */
export const placesOf = (samples: readonly SampleRow[]): ReadonlyMap<string, string> =>
  new Map(samples.flatMap((sample) => (placeOf(sample) === undefined ? [] : [[sample.id, placeOf(sample)!]])));
