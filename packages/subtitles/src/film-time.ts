import { frameRate, isDropFrame, type FrameRate } from '@mmae/timecode';
import type { Cue } from './cues.ts';
import type { Subtitles } from './subtitles.ts';

/** What is known of the film that subtitles belong to. */
export interface FilmTime {
  readonly durationSeconds: number;
  readonly rate?: FrameRate;
  /** such as `10:00:00:00` */
  readonly startTimecode?: string;
}

/** Seconds by which subtitles may exceed the film. */
const toleranceSeconds = 5;

/**
 * Subtitles with the times of the film. Subtitles often have the timecodes of the tape, from 10:00:00:00: if at most half of the cues are within the film
 * as they are, the film's start timecode, or else the full hour of the first cue, is subtracted, whichever brings more than half of them into it.
 * Timecodes without drop frame at 23.976 or 29.97 are stretched by 1001/1000, since they run slower than the clock.
 */
export function toFilmTime(subtitles: Subtitles, { durationSeconds, rate = frameRate(25), startTimecode }: FilmTime): Subtitles {
  const { cues, clock } = subtitles;
  if (cues.length === 0) return subtitles;
  const stretch = clock === 'timecode' && rate.den === 1001 && !rate.drop && !isDropFrame(startTimecode ?? '') ? 1.001 : 1;
  const firstHour = 3600 * Math.floor(cues[0].fromSeconds / 3600);
  const candidates = [0, ...(startTimecode ? [labelSeconds(startTimecode, rate)] : []), firstHour];
  const shifted = (shift: number) => cues.map((cue) => moved(cue, shift, stretch));
  const countWithin = (those: readonly Cue[]) =>
    those.filter(({ fromSeconds, toSeconds }) => toSeconds > -toleranceSeconds && fromSeconds < durationSeconds + toleranceSeconds).length;
  const shift = candidates.find((seconds) => countWithin(shifted(seconds)) > cues.length / 2) ?? 0;
  const result = shifted(shift);
  const numOutside = cues.length - countWithin(result);
  return {
    ...subtitles,
    cues: result,
    clock: 'film',
    remarks: [
      ...subtitles.remarks,
      ...(shift > 0 ? [`${clockText(shift)} subtracted from all times`] : []),
      ...(numOutside > 0 ? [`${numOutside} of ${cues.length} cues are outside the film of ${durationSeconds.toFixed(1)} s`] : []),
    ],
  };
}

const moved = (cue: Cue, shift: number, stretch: number): Cue => ({
  ...cue,
  fromSeconds: toMicroseconds((cue.fromSeconds - shift) * stretch),
  toSeconds: toMicroseconds((cue.toSeconds - shift) * stretch),
});

const toMicroseconds = (seconds: number) => Math.round(seconds * 1e6) / 1e6;

/** A timecode read as a clock: `10:00:00:12` at 25 is 36000.48. */
function labelSeconds(timecode: string, { num, den }: FrameRate): number {
  const [hours, minutes, seconds, frames = 0] = timecode.split(/[:;.,]/).map(Number);
  return 3600 * hours + 60 * minutes + seconds + frames / Math.round(num / den);
}

function clockText(seconds: number): string {
  const parts = [seconds / 3600, (seconds / 60) % 60, seconds % 60].map((part) => String(Math.floor(part)).padStart(2, '0'));
  return parts.join(':') + (seconds % 1 === 0 ? '' : (seconds % 1).toFixed(3).slice(1));
}
