import type { Picture } from '../../pictures/picture.ts';
import { fromLevels } from './levels.ts';

/** Weights about their middle, `[2 · radius + 1, 2 · radius + 1]`, their sum 1. */
interface Kernel {
  readonly radius: number;
  readonly weights: Float64Array;
}

/** What lies beyond an edge: the pixel there again, or the picture mirrored at its last pixel. */
type Edge = (place: number, extent: number) => number;

const nearest: Edge = (place, extent) => Math.min(extent - 1, Math.max(0, place));
const mirrored: Edge = (place, extent) => {
  const period = Math.max(1, 2 * extent - 2);
  const folded = ((place % period) + period) % period;
  return Math.min(folded, period - folded);
};

/** A normal distribution, cut at four deviations; edges go on as they end. @param deviation in pixels */
export const gaussianBlur = (picture: Picture, deviation: number): Picture =>
  convolved(picture, bell(deviation, Math.trunc(4 * deviation + 0.5)), nearest);

/** Out of focus: a disk whose rim is softened by a bell of 3 × 3 pixels; edges are mirrored. @param disk its radius and the bell's deviation, in pixels */
export const defocusBlur = (picture: Picture, [radius, softness]: readonly [radius: number, softness: number]): Picture =>
  convolved(picture, softened(disk(radius), bell(softness, 1)), mirrored);

function bell(deviation: number, radius: number): Kernel {
  return kernel(radius, (x, y) => Math.exp(-(x * x + y * y) / (2 * deviation * deviation)));
}

const disk = (radius: number): Kernel => kernel(Math.ceil(radius), (x, y) => (x * x + y * y <= radius * radius ? 1 : 0));

const softened = (one: Kernel, other: Kernel): Kernel =>
  kernel(one.radius + other.radius, (x, y) => {
    let sum = 0;
    for (let v = -other.radius; v <= other.radius; v++)
      for (let u = -other.radius; u <= other.radius; u++) sum += weightAt(other, u, v) * weightAt(one, x - u, y - v);
    return sum;
  });

function kernel(radius: number, weight: (x: number, y: number) => number): Kernel {
  const side = 2 * radius + 1;
  const weights = Float64Array.from({ length: side * side }, (_, i) => weight((i % side) - radius, Math.floor(i / side) - radius));
  const sum = weights.reduce((total, each) => total + each, 0);
  return { radius, weights: weights.map((each) => each / sum) };
}

const weightAt = ({ radius, weights }: Kernel, x: number, y: number): number =>
  Math.abs(x) > radius || Math.abs(y) > radius ? 0 : weights[(y + radius) * (2 * radius + 1) + x + radius];

function convolved(picture: Picture, { radius, weights }: Kernel, edge: Edge): Picture {
  const { width, height, channels, data } = picture;
  const side = 2 * radius + 1;
  return fromLevels(picture, (index) => {
    const [x, y] = [Math.floor(index / channels) % width, Math.floor(index / channels / width)];
    let sum = 0;
    for (let v = 0; v < side; v++) {
      const row = edge(y + v - radius, height) * width;
      for (let u = 0; u < side; u++)
        sum += weights[v * side + u] * data[(row + edge(x + u - radius, width)) * channels + (index % channels)];
    }
    return sum / 255;
  });
}
