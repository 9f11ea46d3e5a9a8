/** Frames per second as an exact fraction in lowest terms, and how timecodes count them. */
export interface FrameRate {
  readonly num: number;
  readonly den: number;
  /** drop-frame timecode: labels are skipped so that timecodes agree with the clock; only at 29.97, 59.94 and 119.88 */
  readonly drop: boolean;
}

/** Whole numbers of frames per second that also exist 1000/1001 as fast: 23.976 is 24000/1001. */
const ntscBases = [12, 15, 24, 30, 48, 60, 72, 90, 96, 120, 240];

/** Largest distance between an NTSC rate and its rounded forms, such as 23.98 or 23.97. */
const ntscTolerance = 0.0065;

const maxTerm = 10_000_000;
const maxRate = 1000;

/**
 * A frame rate from its usual forms: `25`, `'25 fps'`, `29.97`, `'29.97df'`, `'59.94ndf'`, `'30000/1001'`, `{ num: 25, den: 1, drop: false }`.
 * Rounded NTSC rates become exact: 23.976, 23.98 and 2397/100 are 24000/1001. Other decimals are kept: 12.5 is 25/2.
 *
 * @throws RangeError for anything else, for rates over 1000, and for drop frame at a rate that has none
 */
export function frameRate(given: string | number | FrameRate): FrameRate {
  if (typeof given === 'object') return checkedRate(given.num, given.den, given.drop, JSON.stringify(given));
  const text = String(given);
  const [, num, den = '1', counting = ''] = ratePattern.exec(text) ?? [];
  if (num === undefined) throw badRate(JSON.stringify(given));
  const drop = counting.toLowerCase() === 'df';
  const base = ntscBases.find((frames) => Math.abs(Number(num) / Number(den) - frames / 1.001) <= ntscTolerance);
  if (base) return checkedRate(1000 * base, 1001, drop, text);
  const scale = 10 ** Math.max(numDecimals(num), numDecimals(den));
  return checkedRate(Math.round(Number(num) * scale), Math.round(Number(den) * scale), drop, text);
}

const ratePattern = /^\s*(\d+(?:\.\d+)?)(?:\s*\/\s*(\d+(?:\.\d+)?))?\s*(?:fps)?\s*(df|ndf)?\s*$/i;

const numDecimals = (decimal: string) => decimal.split('.')[1]?.length ?? 0;

function checkedRate(num: number, den: number, drop: boolean, text: string): FrameRate {
  if (!Number.isSafeInteger(num) || !Number.isSafeInteger(den) || num <= 0 || den <= 0) throw badRate(text);
  const divisor = greatestCommonDivisor(num, den);
  const rate = { num: num / divisor, den: den / divisor, drop };
  if (rate.num > maxTerm || rate.den > maxTerm || rate.num > maxRate * rate.den) throw badRate(text);
  if (drop && !allowsDropFrame(rate)) {
    throw new RangeError(`frameRate: expected drop frame only at 29.97, 59.94 or 119.88, got ${text}. Leave out the drop frame.`);
  }
  return rate;
}

const badRate = (text: string) =>
  new RangeError(`frameRate: expected frames per second over 0 and up to ${maxRate}, got ${text}. Write it as 25, 29.97df or 30000/1001.`);

const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b));

/** Whether drop-frame timecodes exist at a rate (SMPTE ST 12-1 and 12-3): at 30000/1001 and its multiples by two and four. */
export const allowsDropFrame = ({ num, den }: Pick<FrameRate, 'num' | 'den'>): boolean =>
  den === 1001 && (num === 30_000 || num === 60_000 || num === 120_000);

/** A rate as text that `frameRate` reads back: `25`, `30000/1001`, `30000/1001df`. */
export const toRateText = ({ num, den, drop }: FrameRate): string => `${num}${den === 1 ? '' : `/${den}`}${drop ? 'df' : ''}`;

/** The time at which a frame begins, in seconds after frame 0. */
export const toSeconds = (frame: number, { num, den }: FrameRate): number => (frame * den) / num;

/** The frame that begins nearest to a time in seconds, so that rounded time stamps give the frame they belong to. */
export const toFrame = (seconds: number, { num, den }: FrameRate): number => Math.round((seconds * num) / den) + 0; // no -0
