import type { ArchiveSample, Asset } from '@mmae/archive-store';
import { filmTimecode, rateOfTimecode, toSeconds, type FrameRate } from '@mmae/timecode';

/** Where a shot is in its film. */
export interface ShotTimes {
  readonly rate: FrameRate;
  /** frames, half open, counted from the beginning of the film */
  readonly from: number;
  readonly to: number;
  /** of the first frame, and of the one after the last, with the start timecode of the film */
  readonly timecode: string;
  readonly endTimecode: string;
  /** after the beginning of the film */
  readonly fromSeconds: number;
  readonly toSeconds: number;
}

/** The times of a shot; undefined for a sample that is no shot. */
export function shotTimes({ film }: Asset, { range }: ArchiveSample): ShotTimes | undefined {
  if (!film || !range) return undefined;
  const rate = film.startTimecode === undefined ? film.rate : rateOfTimecode(film.startTimecode, film.rate);
  return {
    rate,
    ...range,
    timecode: filmTimecode(range.from, rate, film.startTimecode),
    endTimecode: filmTimecode(range.to, rate, film.startTimecode),
    fromSeconds: toSeconds(range.from, rate),
    toSeconds: toSeconds(range.to, rate),
  };
}
