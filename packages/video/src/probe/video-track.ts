import { frameRate, type FrameRate } from '@mmae/timecode';
import type { VideoTrack } from './film-info.ts';
import type { FirstFrames } from './first-frames.ts';
import type { PrintedStream } from './printed-streams.ts';
import { codecOf, codedSize } from './tracks.ts';

/** The video track, from what ffmpeg prints of its stream and of its first frames. */
export function videoTrack(stream: PrintedStream, frames: FirstFrames): VideoTrack {
  const { pixelFormat, width, height } = codedSize(stream.details);
  const displayAspect = (frames.width * frames.pixelAspect) / frames.height;
  return {
    ...{ index: stream.index, codec: codecOf(stream), width, height },
    ...{ displayWidth: Math.round(frames.height * displayAspect), displayHeight: frames.height, displayAspect },
    ...rateOf(stream, frames),
    rotation: (((Math.round(-stream.matrixRotation / 90) * 90) % 360) + 360) % 360,
    ...{ pixelFormat, bitsPerChannel: bitsPerChannel(pixelFormat) },
    interlaced: frames.interlaced,
    hdr: hdrOf(frames.transfer),
    colorSpace: frames.colorSpace,
    startSeconds: frames.startSeconds,
  };
}

/** The exact rate, and whether it varies: ffmpeg's average, or the first frames, then differ from it. */
function rateOf({ details }: PrintedStream, { rate, frameSeconds }: FirstFrames): { rate: FrameRate; hasVariableRate: boolean } {
  const average = toRate(/, ([\d.]+) fps/.exec(details)?.[1]);
  const guess = toRate(rate) ?? average ?? frameRate(25);
  if (average && differs(average, guess)) return { rate: average, hasVariableRate: true };
  return { rate: guess, hasVariableRate: frameSeconds !== undefined && frameSeconds > 0 && differs(guess, { num: 1, den: frameSeconds }) };
}

/** Millisecond time stamps of 59.94 frames a second are up to 4 % off. */
const differs = (a: Ratio, b: Ratio) => Math.abs(a.num / a.den / (b.num / b.den) - 1) > 0.08;

type Ratio = Pick<FrameRate, 'num' | 'den'>;

function toRate(text: string | undefined): FrameRate | undefined {
  try {
    return text ? frameRate(text) : undefined;
  } catch {
    return undefined; // 0/0 and 90000/1 are how ffmpeg says that it does not know
  }
}

function hdrOf(transfer: string | undefined): 'pq' | 'hlg' | undefined {
  if (transfer === 'smpte2084') return 'pq';
  return transfer === 'arib-std-b67' ? 'hlg' : undefined;
}

/** `yuv420p10le` → 10, `p010le` → 10, `gray12be` → 12, `yuv420p` → 8. */
function bitsPerChannel(pixelFormat: string): number {
  const named = /(?:p0?|gray|rgb|v2)(9|10|12|14|16)(?:le|be)?$/.exec(pixelFormat)?.[1];
  if (/^(rgb|bgr)48|^(rgba|bgra)64/.test(pixelFormat)) return 16;
  return Number(named ?? 8);
}
