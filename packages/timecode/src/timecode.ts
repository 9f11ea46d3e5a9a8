import { allowsDropFrame, type FrameRate } from './frame-rate.ts';

/** Hours, minutes, seconds and frames of a timecode. */
type Label = readonly [hours: number, minutes: number, seconds: number, frames: number];

/**
 * The SMPTE timecode of a frame, such as `10:00:00:00`, or `10:00:00;00` in drop frame. It begins again at `00:00:00:00` after 24 hours;
 * frame -1 is the last one before midnight.
 *
 * Rates such as 24000/1001 count 24 frames a second, as SMPTE ST 12-1 demands, and so run slower than the clock. Rates that are neither whole nor
 * 1000/1001 of a whole number have no SMPTE timecode: hours, minutes and seconds are then the clock's, and frames count within each second.
 *
 * @throws RangeError if the frame is not a whole number
 */
export function toTimecode(frame: number, rate: FrameRate): string {
  if (!Number.isSafeInteger(frame)) throw new RangeError(`toTimecode: expected a whole number of frames, got ${frame}. Round it.`);
  const [hours, minutes, seconds, frames] = countsLabels(rate) ? countedLabel(frame, rate) : clockLabel(frame, rate);
  return [hours, minutes, seconds].map(twoDigits).join(':') + (rate.drop ? ';' : ':') + twoDigits(frames);
}

/**
 * The frame of a timecode, counted from `00:00:00:00`. Separators may be `:`, `;`, `.` or `,`; a `;` or `,` before the frames means drop frame.
 *
 * @throws RangeError if the timecode does not exist at this rate: wrong form, minutes over 59, too many frames, a label that drop frame skips,
 *   or drop frame at a rate without it
 */
export function fromTimecode(timecode: string, rate: FrameRate): number {
  const label = timecodePattern.exec(timecode.trim())?.slice(1, 5).map(Number) as Label | undefined;
  if (!label) throw badTimecode(timecode, 'hh:mm:ss:ff', 'Write two digits each.');
  if (isDropFrame(timecode) && !rate.drop) {
    throw badTimecode(timecode, 'a timecode without drop frame', 'Write : before the frames, or choose a drop-frame rate such as 29.97df.');
  }
  const [hours, minutes, seconds, frames] = label;
  if (hours > 23 || minutes > 59 || seconds > 59)
    throw badTimecode(timecode, 'hours up to 23, minutes and seconds up to 59', 'Correct it.');
  const frame = countsLabels(rate) ? countedFrame(label, rate) : clockFrame(label, rate);
  if (frames >= framesOfSecond(label, rate)) throw badTimecode(timecode, `frames up to ${framesOfSecond(label, rate) - 1}`, 'Correct it.');
  if (rate.drop && seconds === 0 && minutes % 10 !== 0 && frames < droppedLabels(rate)) {
    throw badTimecode(
      timecode,
      'a timecode that drop frame does not skip',
      `The first frame of that minute is ${twoDigits(droppedLabels(rate))}.`,
    );
  }
  return frame;
}

/** The timecode of a frame of a film: the start timecode of the film (by default `00:00:00:00`) plus the frame. */
export const filmTimecode = (frame: number, rate: FrameRate, startTimecode = '00:00:00:00'): string =>
  toTimecode(fromTimecode(startTimecode, rate) + frame, rate);

/** Whether a timecode is written as drop frame: `10:00:00;00`. */
export const isDropFrame = (timecode: string): boolean => /[;,]\d+\s*$/.test(timecode);

/** A rate with drop frame as a timecode is written, where the rate allows it: 29.97 and `01:00:00;00` give 29.97df. */
export const rateOfTimecode = (timecode: string, rate: FrameRate): FrameRate => ({
  ...rate,
  drop: isDropFrame(timecode) && allowsDropFrame(rate),
});

const timecodePattern = /^(\d{2})[:;](\d{2})[:;](\d{2})[:;.,](\d{2,3})$/;

const badTimecode = (timecode: string, rule: string, remedy: string) =>
  new RangeError(`fromTimecode: expected ${rule}, got ${JSON.stringify(timecode)}. ${remedy}`);

const twoDigits = (value: number) => String(value).padStart(2, '0');

const modulo = (value: number, divisor: number) => ((value % divisor) + divisor) % divisor;

/** Labels of a second at a whole or NTSC rate: 30 at 30000/1001. */
const labelsPerSecond = ({ num, den }: FrameRate) => Math.round(num / den);

/** Whether timecodes count frames, which needs as many in every second. */
const countsLabels = ({ num, den }: FrameRate) => den === 1 || (den === 1001 && num % 1000 === 0);

/** Labels skipped at the start of each minute that is not a multiple of ten: 2 at 29.97, 4 at 59.94. */
const droppedLabels = (rate: FrameRate) => (rate.drop ? labelsPerSecond(rate) / 15 : 0);

function countedLabel(frame: number, rate: FrameRate): Label {
  const perSecond = labelsPerSecond(rate);
  const dropped = droppedLabels(rate);
  const perMinute = 60 * perSecond - dropped;
  const perTenMinutes = 10 * perMinute + dropped;
  const ofDay = modulo(frame, 144 * perTenMinutes);
  const tens = Math.floor(ofDay / perTenMinutes);
  const skippedMinutes = Math.max(0, Math.floor(((ofDay % perTenMinutes) - dropped) / perMinute));
  const label = ofDay + dropped * (9 * tens + skippedMinutes);
  return [...clock(Math.floor(label / perSecond)), label % perSecond];
}

function countedFrame([hours, minutes, seconds, frames]: Label, rate: FrameRate): number {
  const minute = 60 * hours + minutes;
  const dropped = droppedLabels(rate) * (minute - Math.floor(minute / 10));
  return labelsPerSecond(rate) * (60 * minute + seconds) + frames - dropped;
}

function clockLabel(frame: number, rate: FrameRate): Label {
  const second = Math.floor((frame * rate.den) / rate.num);
  return [...clock(second), frame - firstFrame(second, rate)];
}

const clockFrame = ([hours, minutes, seconds, frames]: Label, rate: FrameRate) =>
  firstFrame(3600 * hours + 60 * minutes + seconds, rate) + frames;

/** The first frame that begins in a second of the clock, or later. */
const firstFrame = (second: number, { num, den }: FrameRate) => Math.ceil((second * num) / den);

function framesOfSecond([hours, minutes, seconds]: Label, rate: FrameRate): number {
  if (countsLabels(rate)) return labelsPerSecond(rate);
  const second = 3600 * hours + 60 * minutes + seconds;
  return firstFrame(second + 1, rate) - firstFrame(second, rate);
}

const clock = (second: number) => [modulo(Math.floor(second / 3600), 24), modulo(Math.floor(second / 60), 60), modulo(second, 60)] as const;
