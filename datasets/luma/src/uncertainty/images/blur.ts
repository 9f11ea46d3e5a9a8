import { fromLevels, type Image } from '../../image.ts';

/** Weights around a centre, shape `[2 · radius + 1, 2 · radius + 1]`, which sum to 1. */
interface Kernel {
  readonly radius: number;
  readonly weights: Float64Array;
}

/** How an image is extended beyond its edges: the index to read in place of one outside of 0 … extent − 1. */
type Edge = (index: number, extent: number) => number;

/** Repeats the last pixel. */
const nearest: Edge = (index, extent) => Math.min(extent - 1, Math.max(0, index));
/** Mirrors the image at its last pixel. */
const mirrored: Edge = (index, extent) => {
  const period = Math.max(1, 2 * extent - 2);
  const folded = ((index % period) + period) % period;
  return Math.min(folded, period - folded);
};

/** Gaussian blur, truncated at four standard deviations; edges are repeated. @param deviation in pixels */
export const gaussianBlur = (image: Image, deviation: number): Image =>
  convolved(image, gaussian(deviation, Math.trunc(4 * deviation + 0.5)), nearest);

/**
 * Blur of a lens out of focus: a disk softened by a Gaussian of 3 × 3 pixels; edges are mirrored.
 *
 * @param disk its radius and the deviation of the Gaussian, in pixels
 */
export const defocusBlur = (image: Image, [radius, softness]: readonly [radius: number, softness: number]): Image =>
  convolved(image, combined(disk(radius), gaussian(softness, 1)), mirrored);

function gaussian(deviation: number, radius: number): Kernel {
  return kernel(radius, (x, y) => Math.exp(-(x * x + y * y) / (2 * deviation * deviation)));
}

const disk = (radius: number): Kernel => kernel(Math.ceil(radius), (x, y) => (x * x + y * y <= radius * radius ? 1 : 0));

/** The convolution of two kernels. */
const combined = (one: Kernel, other: Kernel): Kernel =>
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

function convolved(image: Image, { radius, weights }: Kernel, edge: Edge): Image {
  const { width, height, channels, data } = image;
  const side = 2 * radius + 1;
  return fromLevels(image, (index) => {
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
