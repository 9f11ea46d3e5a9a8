import type { Name } from '@mmae/onnx';
import type { Construction } from './construction.ts';

/** How many frames apart the taps of the four branches are. */
const dilations = [1, 2, 4, 8];

/** The authors' `eps` of batch normalisation. */
const epsilon = 1e-3;

/**
 * A DDCNN V2 cell: four branches, each a convolution of 3 × 3 pixels followed by one of 3 frames that are 1, 2, 4 or 8 frames apart, then batch
 * normalisation, which is made part of the second convolution.
 *
 * @param x `[numFrames, channels, height, width]`
 * @returns `[numFrames, 4 · filters, height, width]`
 */
export function dilatedCell(at: Construction, cell: string, x: Name): Name {
  const branches = dilations.map((dilation, i) => {
    const { shape, data } = at.weight(`${cell}.Conv3D_${dilation}.layers.0.weight`); // [2 · filters, channels, 1, 3, 3]
    const spatialWeights = at.graph.constant(data, [shape[0], shape[1], 3, 3]);
    const spatial = at.graph.op('Conv', [x, spatialWeights], { kernel_shape: [3, 3], pads: [1, 1, 1, 1] });
    return temporalConvolution(at, cell, i, spatial);
  });
  return at.graph.op('Concat', branches, { axis: 1 });
}

/**
 * The convolution over time: three of a single pixel, whose results are added, the first `dilation` frames later and the last as much earlier.
 *
 * @param x `[numFrames, 2 · filters, height, width]`
 * @returns `[numFrames, filters, height, width]`
 */
function temporalConvolution(at: Construction, cell: string, branch: number, x: Name): Name {
  const { graph } = at;
  const dilation = dilations[branch];
  const { data, shape } = at.weight(`${cell}.Conv3D_${dilation}.layers.1.weight`); // [filters, 2 · filters, 3, 1, 1]
  const [filters, inputs] = shape;
  const { scale, offset } = normalization(at, `${cell}.bn`, branch * filters, filters);
  const taps = new Float32Array(data.length); // [3 · filters, 2 · filters]
  data.forEach((value, i) => {
    const [tap, input, filter] = [i % 3, Math.floor(i / 3) % inputs, Math.floor(i / 3 / inputs)];
    taps[(tap * filters + filter) * inputs + input] = value * scale[filter];
  });
  const offsets = new Float32Array(3 * filters);
  offsets.set(offset, filters); // on the middle tap, which is not shifted
  const constants = [graph.constant(taps, [3 * filters, inputs, 1, 1]), graph.constant(offsets, [3 * filters])];
  const [before, middle, after] = graph.ops('Split', [graph.op('Conv', [x, ...constants], { kernel_shape: [1, 1] })], 3, { axis: 1 });
  return graph.op('Sum', [shifted(graph, before, dilation), middle, shifted(graph, after, -dilation)]);
}

/** `x`, `numFrames` frames later: zeros come in, and as many frames fall out at the end. */
function shifted(graph: Construction['graph'], x: Name, numFrames: number): Name {
  const pads = [numFrames, 0, 0, 0, -numFrames, 0, 0, 0];
  return graph.op('Pad', [x, graph.constant(BigInt64Array.from(pads, BigInt), [8])]);
}

/** Batch normalisation of `length` channels from `first` as `x · scale + offset`. */
function normalization({ weight }: Construction, name: string, first: number, length: number) {
  const [gamma, beta, mean, variance] = ['weight', 'bias', 'running_mean', 'running_var'].map((part) =>
    weight(`${name}.${part}`).data.subarray(first, first + length),
  );
  const scale = Float64Array.from(gamma, (value, i) => value / Math.sqrt(variance[i] + epsilon));
  return { scale, offset: Float32Array.from(beta, (value, i) => value - mean[i] * scale[i]) };
}
