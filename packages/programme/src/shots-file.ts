import { InputError } from '@mmae/input';
import { filmTimecode, rateOfTimecode, type FrameRate } from '@mmae/timecode';
import type { FilmInfo, VideoTrack } from '@mmae/video';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FilmShot } from './shot-recorder.ts';

/** What `shots.json` of a film says. */
export interface ShotList {
  readonly info: FilmInfo & { readonly video: VideoTrack };
  /** as decoded */
  readonly durationSeconds: number;
  readonly shots: readonly StoredShot[];
  /** what was unusual about the film, in sentences */
  readonly remarks: readonly string[];
}

export interface StoredShot extends FilmShot {
  /** names of files in the folder of the film */
  readonly image?: string;
  readonly audio?: string;
}

export const shotsFile = 'shots.json';

/** @throws InputError if the file is missing or damaged */
export async function readShotList(folder: string): Promise<ShotList> {
  try {
    return JSON.parse(await readFile(join(folder, shotsFile), 'utf8')) as ShotList;
  } catch (cause) {
    throw new InputError(
      `readShotList: expected ${join(folder, shotsFile)} as it was written, got ${(cause as Error).message}. Delete the folder.`,
      {
        cause,
      },
    );
  }
}

export const toShotListText = (list: ShotList) => `${JSON.stringify(list, undefined, 1)}\n`;

/** The rate and the start of timecodes. */
export interface FilmClock {
  readonly rate: FrameRate;
  readonly startTimecode?: string;
}

/** The clock of a film: drop frame as its start timecode is written. */
export const clockOf = ({ startTimecode, video: { rate } }: ShotList['info']): FilmClock =>
  startTimecode === undefined ? { rate } : { rate: rateOfTimecode(startTimecode, rate), startTimecode };

/** The timecode of a frame; that of the film's own time where the start timecode does not exist at its rate. */
export function timecodeOf(frame: number, { rate, startTimecode }: FilmClock): string {
  try {
    return filmTimecode(frame, rate, startTimecode);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return filmTimecode(frame, rate);
  }
}
