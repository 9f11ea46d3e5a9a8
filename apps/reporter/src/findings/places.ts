import type { SampleRow } from '@mmae/run-folder';

/** Where an item is in its film, such as "news.mxf 10:00:15:05": the columns `asset` and `timecode` of the manifest; undefined without a timecode. */
export function placeOf({ extra: { asset, timecode } }: Pick<SampleRow, 'extra'>): string | undefined {
  if (!timecode) return undefined;
  return asset ? `${asset} ${timecode}` : timecode;
}

/** The places of all items that have one, by id. */
export const placesOf = (samples: readonly SampleRow[]): ReadonlyMap<string, string> =>
  new Map(samples.flatMap((sample) => (placeOf(sample) === undefined ? [] : [[sample.id, placeOf(sample)!]])));
