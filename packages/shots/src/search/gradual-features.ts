import { smallDistance } from '../frames/block-distance.ts';
import { correlation, histogramDistance, plainDistance, shiftedDistance } from '../frames/compare.ts';
import { mixture, stepsBetween } from './mixture.ts';
import { flatContrast } from '../still-score.ts';
import type { Timeline } from './timeline.ts';

const { abs, max, min, round } = Math;

/** Half lengths of the gradual transitions that are looked for, in frames. */
export const reaches = [3, 5, 8, 12, 17, 23, 31] as const;

/** Names of the quick features of a possible gradual transition, in their order; see `cutFeatureNames`. */
export const quickFeatureNames = [
  'reach',
  'across',
  'plain',
  'histogram',
  'correlation',
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
  'second inside peak',
  'outside peak low',
  'outside peak high',
  'outside mean low',
  'outside mean high',
  'lowest contrast',
  'contrast low',
  'contrast high',
  'contrast dip',
  'brightness at the dip',
  'brightness low',
  'brightness high',
  'flat run low',
  'flat run high',
  'flat share',
  'across to contrast',
] as const;

/** Names of all features, in their order. */
export const gradualFeatureNames = [
  ...quickFeatureNames,
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
  'quarter low',
  'quarter high',
] as const;

/** Smallest distance of the shots that a gradual transition joins. */
const minDistance = 5;

/**
 * Whether the frames on both sides differ, and more than those around other centres near this one. Around the middle of frames of one colour the second
 * is not asked for.
 */
export function mayBeGradual(line: Timeline, center: number, reach: number): boolean {
  const step = stepOf(reach);
  if (center - reach < 0 || center + reach >= line.length || center % step !== 0) return false;
  if (plainDistance(line.frame(center - reach).small, line.frame(center + reach).small) < minDistance) return false;
  const here = line.across(center, reach);
  if (here < minDistance) return false;
  if (isMiddleOfFlatRun(line, center)) return true;
  const [near, far] = reach < 8 ? [step, 2 * step] : [2 * step, 4 * step];
  return [near, far].every((distance) => here > line.across(center - distance, reach) && here >= line.across(center + distance, reach));
}

/** Every how many frames there is a centre: long transitions need none at every frame. */
const stepOf = (reach: number) => max(1, reach >> 3);

function isMiddleOfFlatRun(line: Timeline, center: number): boolean {
  if (line.frame(center).contrast >= flatContrast) return false;
  const [before, after] = [flatRun(line, center, -1), flatRun(line, center, 1)];
  return before < 30 && (before === after || before === after + 1);
}

/** @returns quick features of a transition between the frames `center - reach` and `center + reach`, in the order of `quickFeatureNames` */
export function quickFeatures(line: Timeline, center: number, reach: number): number[] {
  const [from, to] = [center - reach, center + reach];
  const [a, b] = [line.frame(from), line.frame(to)];
  const mix = mixture(stepsBetween(from, to).map((t) => line.frame(t).small));
  const inside = motions(line, from + 1, to);
  const [left, right] = [motions(line, from - 8, from), motions(line, to + 1, to + 9)];
  const dip = lowestContrast(line, from, to);
  return [
    reach,
    line.across(center, reach),
    plainDistance(a.small, b.small),
    histogramDistance(a, b),
    correlation(a.small, b.small),
    ...shareFeatures(mix.shares),
    mix.meanRest,
    mix.largestRest,
    mix.purity,
    mix.returns,
    mix.spread,
    inside.peak,
    inside.mean,
    inside.second,
    ...ordered([left.peak, right.peak]),
    ...ordered([left.mean, right.mean]),
    dip.contrast,
    ...ordered([a.contrast, b.contrast]),
    dip.contrast / (1 + min(a.contrast, b.contrast)),
    dip.brightness,
    ...ordered([a.mean, b.mean]),
    ...ordered([flatRun(line, from, -1), flatRun(line, to, 1)]),
    flatShare(line, from, to),
    line.across(center, reach) / (4 + max(a.contrast, b.contrast)),
  ];
}

/** @returns the features that take long, which follow the quick ones */
export function slowFeatures(line: Timeline, center: number, reach: number): number[] {
  const [from, to] = [center - reach, center + reach];
  const [a, b] = [line.frame(from).small, line.frame(to).small];
  const around = (distance: number) =>
    ordered([smallDistance(line.frame(from - distance).small, a), smallDistance(b, line.frame(to + distance).small)]);
  const [near, far] = [around(5), around(12)];
  const half = max(1, reach >> 1);
  return [
    shiftedDistance(a, b),
    smallDistance(line.frame(from - 5).small, line.frame(to + 5).small),
    ...near,
    ...far,
    line.across(center, reach) / (1 + near[1]),
    ...ordered([line.across(center - reach, reach), line.across(center + reach, reach)]),
    line.across(center, half),
    line.across(center, min(2 * reach, reach + 16)),
    ...ordered([line.across(center - half, half), line.across(center + half, half)]),
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
