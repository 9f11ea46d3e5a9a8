import { filmTimecode, type FrameRate } from '@mmae/timecode';
import type { AssetView, SampleView } from '@mmae/archive-server';

/** The frame that a player shows at a time. Times from players are rounded, so a hair before a frame counts as the frame. */
export const frameAt = (seconds: number, { num, den }: FrameRate): number => Math.floor((seconds * num) / den + 0.01);

/** A time in the middle of a frame, where a player surely shows it. */
export const seekSeconds = (frame: number, { num, den }: FrameRate): number => ((frame + 0.5) * den) / num;

/** Timecode of a frame of a film, as its own start timecode counts. */
export const timecodeAt = (frame: number, { rate, startTimecode }: NonNullable<AssetView['film']>): string =>
  filmTimecode(frame, rate, startTimecode);

/** The index of the shot that a frame is in; before the first one 0, between two the earlier one. */
export function shotAt(shots: readonly Pick<SampleView, 'range'>[], frame: number): number {
  const after = shots.findIndex(({ range }) => range !== undefined && range.from > frame);
  return Math.max(0, (after === -1 ? shots.length : after) - 1);
}

/** Address of a sample within its programme. */
export const placeOf = ({ asset, range }: Pick<SampleView, 'asset' | 'range'>): string =>
  `/asset/${asset.id}${range ? `?frame=${range.from}` : ''}`;
