import { smallDistance } from '../frames/block-distance.ts';
import { correlation, histogramDistance, plainDistance, shiftedDistance } from '../frames/compare.ts';
import type { Timeline } from './timeline.ts';

const { abs, max, min } = Math;

/** Names of the features of a possible cut, in their order. Values of both sides are given as the smaller and the larger: time has no direction. */
export const cutFeatureNames = [
  'motion',
  'plain',
  'near peak low',
  'near peak high',
  'far peak low',
  'far peak high',
  'far mean low',
  'far mean high',
  'across least',
  'across mean',
  'across three',
  'inside near low',
  'inside near high',
  'inside far low',
  'inside far high',
  'ratio to inside',
  'histogram',
  'histogram three',
  'brightness step',
  'correlation',
  'correlation three',
  'contrast low',
  'contrast high',
  'brightness low',
  'brightness high',
  'quiet block',
  'median block',
  'busy block',
  'ratio to peak',
  'ratio to mean',
  'shifted',
  'second peak',
  'return low',
  'return high',
  'motion to contrast',
  'least to contrast',
] as const;

/** Smallest motion of a cut, and how many times that of the frames around it: half of what is least among cuts of the films for training. */
const [minMotion, minRatio] = [2.5, 1.3];

/** Whether a frame differs from the one before it more than its neighbours do from theirs. */
export function mayBeCut(line: Timeline, t: number): boolean {
  const motion = line.motion(t);
  if (t < 1 || t >= line.length || motion < minMotion) return false;
  return motion > minRatio * max(peak(line, t - 3, t - 1), peak(line, t + 1, t + 3));
}

/** @returns features of a cut between the frames `t - 1` and `t`, in the order of `cutFeatureNames` */
export function cutFeatures(line: Timeline, t: number): number[] {
  const motion = line.motion(t);
  const [before, after] = [line.frame(t - 1), line.frame(t)];
  const [early, late] = [line.frame(t - 3), line.frame(t + 2)];
  const near = [peak(line, t - 3, t - 1), peak(line, t + 1, t + 3)];
  const far = [peak(line, t - 10, t - 1), peak(line, t + 1, t + 10)];
  const means = [mean(line, t - 10, t - 1), mean(line, t + 1, t + 10)];
  const pairs = acrossPairs(line, t);
  const insideNear = [smallDistance(before.small, early.small), smallDistance(after.small, late.small)];
  const insideFar = [smallDistance(before.small, line.frame(t - 6).small), smallDistance(after.small, line.frame(t + 5).small)];
  const blocks = Array.from(line.blockMotion(t)).sort((a, b) => a - b);
  const least = min(...pairs);
  const quick = [smallDistance(early.small, after.small), smallDistance(before.small, late.small)];
  return [
    motion,
    plainDistance(before.small, after.small),
    ...ordered(near),
    ...ordered(far),
    ...ordered(means),
    least,
    pairs.reduce((sum, value) => sum + value, 0) / pairs.length,
    smallDistance(early.small, late.small),
    ...ordered(insideNear),
    ...ordered(insideFar),
    least / (1 + max(...insideNear)),
    histogramDistance(before, after),
    histogramDistance(early, late),
    abs(before.mean - after.mean),
    correlation(before.small, after.small),
    correlation(early.small, late.small),
    ...ordered([before.contrast, after.contrast]),
    ...ordered([before.mean, after.mean]),
    blocks[2],
    blocks[9],
    blocks[15],
    motion / (1 + max(...far)),
    motion / (1 + means[0] + means[1]),
    shiftedDistance(before.small, after.small),
    max(line.motion(t - 1), line.motion(t + 1)),
    ...ordered(quick),
    motion / (4 + max(before.contrast, after.contrast)),
    least / (4 + max(before.contrast, after.contrast)),
  ];
}

const ordered = ([a, b]: number[]) => (a < b ? [a, b] : [b, a]);

function peak(line: Timeline, from: number, to: number): number {
  let highest = 0;
  for (let t = from; t <= to; t++) highest = max(highest, line.motion(t));
  return highest;
}

function mean(line: Timeline, from: number, to: number): number {
  let sum = 0;
  for (let t = from; t <= to; t++) sum += line.motion(t);
  return sum / (to - from + 1);
}

/** Distances of frames shortly before from frames shortly after: all are large at a cut, some small at a flash. */
function acrossPairs(line: Timeline, t: number): number[] {
  return [1, 2, 4, 7].flatMap((back) =>
    [0, 1, 3, 6].map((ahead) => smallDistance(line.frame(t - back).small, line.frame(t + ahead).small)),
  );
}
