import type { Transition } from './detector.ts';
import type { FrameRange } from './frame.ts';
import { blockDistance } from './block-distance.ts';
import { flatContrast } from './still-score.ts';

const { abs } = Math;

/** Frames of a film in a row, with what was measured of each. */
export interface Stretch {
  /** planes of each frame */
  readonly frames: readonly Uint8Array[];
  /** block distance of each frame from the one before it */
  readonly motion: readonly number[];
  readonly contrast: readonly number[];
}

const at = <T>(list: readonly T[], index: number) => list[Math.min(list.length - 1, Math.max(0, index))];

/** Cuts, fades and dissolves of some frames, as positions in them, in order. */
export function transitionsOf(stretch: Stretch): Transition[] {
  const fades = fadesOf(stretch);
  const cuts = cutsOf(stretch).filter((cut) => !fades.some((fade) => touches(cut, fade, 2)));
  const found = [...cuts, ...fades];
  return [...found, ...dissolvesOf(stretch, found)].sort((a, b) => a.from - b.from);
}

const touches = (a: FrameRange, b: FrameRange, margin: number) => a.from <= b.to + margin && a.to >= b.from - margin;

function cutsOf({ frames, motion }: Stretch): Transition[] {
  const cuts: Transition[] = [];
  for (let t = 1; t < frames.length; t++) {
    const score = cutScore(motion, t);
    if (score > 0 && !isFlash(frames, motion, t)) cuts.push({ from: t, to: t, kind: 'cut', score });
  }
  return cuts;
}

/** 0 unless the frame differs from the one before it much more than its neighbours do from theirs. */
function cutScore(motion: readonly number[], t: number): number {
  if (motion[t] < 6) return 0;
  const near = motion.slice(Math.max(1, t - 12), t + 13);
  if (Math.max(...motion.slice(Math.max(1, t - 2), t + 3)) > motion[t]) return 0;
  const around = (near.reduce((sum, value) => sum + Math.min(value, motion[t]), 0) - motion[t]) / Math.max(1, near.length - 1);
  const ratio = motion[t] / (2.6 * around + 1);
  return ratio < 1 ? 0 : 1 - 0.5 / ratio;
}

/** Whether the image before the frame comes back soon after it, or the one after it was there shortly before. */
function isFlash(frames: readonly Uint8Array[], motion: readonly number[], t: number): boolean {
  const [before, after] = [at(frames, t - 2), at(frames, t + 1)];
  const returns = [1, 2, 3, 4, 5, 6].some((k) => blockDistance(before, at(frames, t + k)) < 0.5 * motion[t]);
  return returns || [2, 3, 4, 5, 6, 7].some((k) => t - k >= 0 && blockDistance(frames[t - k], after) < 0.5 * motion[t]);
}

/** Short runs of frames of one colour between two different images. */
function fadesOf({ frames, contrast }: Stretch): Transition[] {
  return flatRuns(contrast).flatMap((run): Transition[] => {
    let [from, to] = [run.from, run.to - 1];
    if (to - from > 25) return [];
    while (from > 0 && run.from - from < 40 && contrast[from - 1] > contrast[from] * 1.01) from--;
    while (to < frames.length - 1 && to - run.to < 40 && contrast[to + 1] > contrast[to] * 1.01) to++;
    if (from < 2 || to > frames.length - 3 || (run.from - from < 3 && to - run.to < 2)) return [];
    if (contrast[from] < 2 * flatContrast || contrast[to] < 2 * flatContrast || blockDistance(frames[from], frames[to]) < 16) return [];
    return [{ from: from + 1, to, kind: 'fade', score: 0.9 }];
  });
}

/** Runs of frames of one colour; gaps of two frames are bridged. */
function flatRuns(contrast: readonly number[]): FrameRange[] {
  const runs: { from: number; to: number }[] = [];
  contrast.forEach((value, t) => {
    if (value >= flatContrast) return;
    const last = runs.at(-1);
    if (last && t - last.to <= 2) last.to = t + 1;
    else runs.push({ from: t, to: t + 1 });
  });
  return runs;
}

/** Stretches whose ends differ and are steady, with a mix that grows between them. */
function dissolvesOf(stretch: Stretch, found: readonly FrameRange[]): Transition[] {
  const candidates = [10, 16, 24, 36].flatMap((length) => dissolvesOfLength(stretch, length));
  const chosen: Transition[] = [];
  for (const { size: _, ...candidate } of candidates.sort((a, b) => b.size - a.size)) {
    if (![...found, ...chosen].some((other) => touches(candidate, other, 4))) chosen.push(candidate);
  }
  return chosen;
}

function dissolvesOfLength({ frames }: Stretch, length: number): (Transition & { size: number })[] {
  const found = [];
  for (let from = 0; from + length < frames.length; from += 2) {
    const [a, b] = [frames[from], frames[from + length]];
    if (plainDistance(a, b) < 16) continue;
    const ends = blockDistance(a, b);
    if (ends < 16 || !isSteady(frames, from, from + length, ends)) continue;
    const rest = mixRest(frames, from, length);
    if (rest > 0.22) continue;
    found.push({ from: from + 1, to: from + length, kind: 'dissolve' as const, score: 1 - 2 * rest, size: ends * (1 - rest) });
  }
  return found;
}

function isSteady(frames: readonly Uint8Array[], from: number, to: number, ends: number): boolean {
  const [before, after] = [at(frames, from - 6), at(frames, to + 6)];
  if (blockDistance(before, frames[from]) > 0.45 * ends || blockDistance(frames[to], after) > 0.45 * ends) return false;
  return blockDistance(before, after) >= 0.7 * ends;
}

/** How much of the frames between is not a growing mix of both ends, as a share of their difference; Infinity if the mix does not grow. */
function mixRest(frames: readonly Uint8Array[], from: number, length: number): number {
  let [last, rest] = [-0.1, 0];
  for (let k = 1; k < 8; k++) {
    const mix = mixOf(frames[from], frames[from + length], frames[from + Math.round((length * k) / 8)]);
    if (mix.share < last - 0.05 || mix.share > 1.1 || mix.share - last > 0.6) return Infinity;
    last = mix.share;
    rest += mix.rest / 7;
  }
  return rest;
}

/** `frame ≈ (1 − share) a + share b` by least squares. */
function mixOf(a: Uint8Array, b: Uint8Array, frame: Uint8Array): { share: number; rest: number } {
  let [square, product, frameSquare] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [whole, part] = [b[i] - a[i], frame[i] - a[i]];
    square += whole * whole;
    product += whole * part;
    frameSquare += part * part;
  }
  const share = square > 0 ? product / square : 0;
  return { share, rest: Math.sqrt(Math.max(0, frameSquare - share * product) / (square || 1)) };
}

function plainDistance(a: Uint8Array, b: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += abs(a[i] - b[i]);
  return (3 * sum) / a.length;
}
