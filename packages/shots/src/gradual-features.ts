import { smallDistance } from './block-distance.ts';
import { correlation, histogramDistance, plainDistance, shiftedDistance } from './compare.ts';
import { mixture, stepsBetween } from './mixture.ts';
import { flatContrast } from './still-score.ts';
import type { Timeline } from './timeline.ts';

const { abs, max, min, round } = Math;

/** Half lengths of the gradual transitions that are looked for, in frames. */
export const reaches = [3, 5, 8, 12, 17, 23, 31] as const;

/** Names of the features of a possible gradual transition, in their order; see `cutFeatureNames`. */
export const gradualFeatureNames = [
  'reach',
  'across',
  'plain',
  'histogram',
  'correlation',
  'shifted',
  'wider',
  'outside low',
  'outside high',
  'outside far low',
  'outside far high',
  'ratio to outside',
  'neighbour low',
  'neighbour high',
  'half across',
  'double across',
  'largest step',
  'falling',
  'middle share',
  'deviation from a line',
  'mean rest',
  'largest rest',
  'purity',
  'returns',
  'spread',
  'inside peak',
  'inside mean',
  'outside peak low',
  'outside peak high',
  'outside mean low',
  'outside mean high',
  'second inside peak',
  'least contrast',
  'contrast low',
  'contrast high',
  'contrast dip',
  'brightness at the dip',
  'brightness low',
  'brightness high',
  'quarter low',
  'quarter high',
  'flat run low',
  'flat run high',
  'flat share',
] as const;

/** Smallest distance of the shots that a gradual transition joins. */
const minDistance = 5;

/** Whether the frames on both sides differ more than those around other centres near this one. */
export function mayBeGradual(line: Timeline, center: number, reach: number): boolean {
  if (center - reach < 0 || center + reach >= line.length) return false;
  if (plainDistance(line.frame(center - reach).small, line.frame(center + reach).small) < minDistance) return false;
  const here = line.across(center, reach);
  if (here < minDistance) return false;
  const step = max(1, reach >> 2);
  return [1, 2].every((k) => here > line.across(center - k * step, reach) && here >= line.across(center + k * step, reach));
}

/** @returns features of a transition between the frames `center - reach` and `center + reach`, in the order of `gradualFeatureNames` */
export function gradualFeatures(line: Timeline, center: number, reach: number): number[] {
  const [from, to] = [center - reach, center + reach];
  const [a, b] = [line.frame(from), line.frame(to)];
  const across = line.across(center, reach);
  const steps = stepsBetween(from, to);
  const mix = mixture(steps.map((t) => line.frame(t).small));
  const outside = [smallDistance(line.frame(from - 5).small, a.small), smallDistance(b.small, line.frame(to + 5).small)];
  const outsideFar = [smallDistance(line.frame(from - 12).small, a.small), smallDistance(b.small, line.frame(to + 12).small)];
  const inside = motions(line, from + 1, to);
  const [left, right] = [motions(line, from - 8, from), motions(line, to + 1, to + 9)];
  const dip = lowestContrast(line, from, to);
  const quarter = max(1, reach >> 1);
  return [
    reach,
    across,
    plainDistance(a.small, b.small),
    histogramDistance(a, b),
    correlation(a.small, b.small),
    shiftedDistance(a.small, b.small),
    smallDistance(line.frame(from - 5).small, line.frame(to + 5).small),
    ...ordered(outside),
    ...ordered(outsideFar),
    across / (1 + max(...outside)),
    ...ordered([line.across(center - reach, reach), line.across(center + reach, reach)]),
    line.across(center, quarter),
    line.across(center, min(2 * reach, reach + 16)),
    ...shareFeatures(mix.shares),
    mix.meanRest,
    mix.largestRest,
    mix.purity,
    mix.returns,
    mix.spread,
    inside.peak,
    inside.mean,
    ...ordered([left.peak, right.peak]),
    ...ordered([left.mean, right.mean]),
    inside.second,
    dip.contrast,
    ...ordered([a.contrast, b.contrast]),
    dip.contrast / (1 + min(a.contrast, b.contrast)),
    dip.brightness,
    ...ordered([a.mean, b.mean]),
    ...ordered([line.across(center - quarter, quarter), line.across(center + quarter, quarter)]),
    ...ordered([flatRun(line, from, -1), flatRun(line, to, 1)]),
    flatShare(line, from, to),
  ];
}

const ordered = ([x, y]: number[]) => (x < y ? [x, y] : [y, x]);

/** Largest step, sum of the falls, distance of the middle from one half, mean deviation from a line. */
function shareFeatures(shares: Float64Array): number[] {
  let [largest, falling, deviation, last] = [0, 0, 0, 0];
  for (let k = 0; k <= shares.length; k++) {
    const share = k < shares.length ? shares[k] : 1;
    largest = max(largest, share - last);
    falling += max(0, last - share);
    if (k < shares.length) deviation += abs(share - (k + 1) / (shares.length + 1)) / shares.length;
    last = share;
  }
  return [largest, falling, abs(shares[shares.length >> 1] - 0.5), deviation];
}

function motions(line: Timeline, from: number, to: number): { peak: number; second: number; mean: number } {
  let [peak, second, sum] = [0, 0, 0];
  for (let t = from; t <= to; t++) {
    const motion = line.motion(t);
    sum += motion;
    if (motion > peak) [peak, second] = [motion, peak];
    else if (motion > second) second = motion;
  }
  return { peak, second, mean: sum / (to - from + 1) };
}

/** Frames of one colour in a row, from a frame in one direction, up to 30. */
function flatRun(line: Timeline, from: number, direction: 1 | -1): number {
  let count = 0;
  while (count < 30 && line.frame(from + direction * count).contrast < flatContrast) count++;
  return count;
}

function flatShare(line: Timeline, from: number, to: number): number {
  let count = 0;
  for (let t = from; t <= to; t++) if (line.frame(t).contrast < flatContrast) count++;
  return count / (to - from + 1);
}

function lowestContrast(line: Timeline, from: number, to: number): { contrast: number; brightness: number } {
  let least = line.frame(from);
  for (let t = from + 1; t <= to; t++) if (line.frame(t).contrast < least.contrast) least = line.frame(t);
  return { contrast: least.contrast, brightness: round(least.mean) };
}
