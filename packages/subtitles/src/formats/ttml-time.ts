import { allowsDropFrame, frameRate, fromTimecode, toSeconds, type FrameRate } from '@mmae/timecode';

/** The attributes of `tt` that give times their meaning, by their local names. */
export interface TtmlTiming {
  readonly timeBase?: string;
  readonly frameRate?: string;
  readonly frameRateMultiplier?: string;
  readonly subFrameRate?: string;
  readonly tickRate?: string;
  readonly dropMode?: string;
}

/**
 * A reader of the time expressions of a TTML document (TTML2, 12.3): `00:00:01.5`, `00:00:01:12`, `1.5s`, `37f`, `15000000t`.
 *
 * @param programmeStart for timecodes (`ttp:timeBase="smpte"`): the one at which the programme begins, from which seconds are counted
 * @returns seconds, or undefined for anything else
 */
export function ttmlTimes(timing: TtmlTiming, programmeStart: () => string | undefined): (time: string) => number | undefined {
  const rate = rateOf(timing);
  const framesPerSecond = rate.num / rate.den;
  const labelsPerSecond = timing.timeBase === 'smpte' ? Math.round(framesPerSecond) : framesPerSecond;
  const subFrames = Number(timing.subFrameRate ?? 1) || 1;
  const ticks = Number(timing.tickRate ?? (timing.frameRate ? framesPerSecond * subFrames : 1)) || 1;
  const seconds = { h: 3600, m: 60, s: 1, ms: 0.001, f: 1 / framesPerSecond, t: 1 / ticks } as const;

  const sinceStart = (time: string): number | undefined => {
    const start = programmeStart();
    if (timing.timeBase !== 'smpte' || start === undefined) return undefined;
    try {
      return toSeconds(fromTimecode(time, rate) - fromTimecode(start, rate), rate);
    } catch {
      return undefined;
    }
  };
  const clockTime = (time: string): number | undefined => {
    const [, hours, minutes, second, fraction, frames = '0', subFrame = '0'] = clockPattern.exec(time) ?? [];
    if (hours === undefined || Number(minutes) > 59 || Number(second) > 60) return undefined; // 60: a leap second
    const part = fraction ? Number(`0.${fraction}`) : (Number(frames) + Number(subFrame) / subFrames) / labelsPerSecond;
    return 3600 * Number(hours) + 60 * Number(minutes) + Number(second) + part;
  };
  const offset = (time: string): number | undefined => {
    const [, count, unit] = offsetPattern.exec(time) ?? [];
    return count === undefined ? undefined : Number(count) * seconds[unit as keyof typeof seconds];
  };
  return (time) => sinceStart(time.trim()) ?? clockTime(time.trim()) ?? offset(time.trim());
}

const clockPattern = /^(\d{1,3}):(\d{2}):(\d{2})(?:[.,](\d+)|[:;](\d{2,3})(?:\.(\d+))?)?$/;
const offsetPattern = /^(\d+(?:\.\d+)?)(h|ms|m|s|f|t)$/;

/** 30 frames a second, unless the document says otherwise. */
function rateOf({ frameRate: frames = '30', frameRateMultiplier = '1 1', dropMode }: TtmlTiming): FrameRate {
  try {
    const [num, den = '1'] = frameRateMultiplier.trim().split(/[\s:/]+/);
    const rate = frameRate({ num: Number(frames) * Number(num), den: Number(den), drop: false });
    return { ...rate, drop: dropMode?.startsWith('drop') === true && allowsDropFrame(rate) };
  } catch {
    return frameRate(30);
  }
}
