// TransNet V2 as an ONNX graph. T. Souček and J. Lokoč, "TransNet V2: An effective deep network architecture for fast shot transition detection",
// https://arxiv.org/abs/2008.04838. The names of the weights are those of the authors' PyTorch code, https://github.com/soCzech/TransNetV2.
import { onnxGraph, type Name, type OnnxGraph } from '../onnx/onnx-graph.ts';
import type { Tensor } from '../weights/read-pth.ts';
import { colourHistogramSimilarity, frameSimilarity } from './similarities.ts';
import { dilatedCell } from './dilated-cell.ts';

/** The weights of the network by their names. */
export type Weights = Readonly<Record<string, Tensor>>;

/** The size of the input: `numFrames` frames of `height` × `width` pixels. */
export interface WindowShape {
  readonly numFrames: number;
  readonly height: number;
  readonly width: number;
}

/** The constants of a graph under construction, and the shape of its input. */
export interface Construction extends WindowShape {
  readonly graph: OnnxGraph;
  /** A weight, as the name of a constant of the graph. */
  weight(name: string): Name;
  weights: Weights;
}

/**
 * The bytes of an ONNX model.
 *
 * Input `frames`: uint8 `[numFrames, height, width, 3]`, RGB. Output `probabilities`: float `[numFrames, 2]`: that a frame is the middle of a
 * transition (the last frame before a cut), and that it belongs to a transition.
 *
 * @param metadata texts that travel in the model
 * @throws TypeError if a weight is missing
 */
export function transnetGraph(weights: Weights, shape: WindowShape, metadata: Readonly<Record<string, string>> = {}): Uint8Array {
  const graph = onnxGraph('TransNetV2');
  const at: Construction = { ...shape, graph, weights, weight: (name) => constantOf(graph, name, weightOf(weights, name)) };
  const frames = graph.input('frames', 'uint8', [shape.numFrames, shape.height, shape.width, 3]);
  const blocks = stackedBlocks(at, frames);
  const hidden = graph.op('Concat', [colourHistogramSimilarity(at, frames), frameSimilarity(at, blocks), flatten(at, blocks.at(-1)!)], {
    axis: 1,
  });
  const fc1 = graph.op('Relu', [linear(at, 'fc1', hidden)]);
  const logits = graph.op('Concat', [linear(at, 'cls_layer1', fc1), linear(at, 'cls_layer2', fc1)], { axis: 1 });
  return graph.toModel([{ name: 'probabilities', from: graph.op('Sigmoid', [logits]), shape: [shape.numFrames, 2] }], metadata);
}

/** A fully connected layer. `x`: `[numFrames, numInputs]`. */
export function linear({ graph, weight }: Construction, name: string, x: Name): Name {
  return graph.op('Gemm', [x, weight(`${name}.weight`), weight(`${name}.bias`)], { transB: 1 });
}

/** The output of every block: `[numFrames, channels, height, width]`, each half as high and wide as the one before it. */
function stackedBlocks(at: Construction, frames: Name): Name[] {
  const { graph, weights } = at;
  const floats = graph.op('Cast', [frames], { to: 1 });
  const scaled = graph.op('Div', [floats, graph.constant(Float32Array.of(255), [])]);
  let x = graph.op('Transpose', [scaled], { perm: [0, 3, 1, 2] });
  let [height, width] = [at.height, at.width];
  const outputs: Name[] = [];
  for (let i = 0; `SDDCNN.${i}.DDCNN.0.bn.weight` in weights; i++) {
    const first = graph.op('Relu', [dilatedCell(at, `SDDCNN.${i}.DDCNN.0`, x)]);
    const second = graph.op('Relu', [dilatedCell(at, `SDDCNN.${i}.DDCNN.1`, first)]);
    x = graph.op('AveragePool', [graph.op('Add', [second, first])], { kernel_shape: [2, 2], strides: [2, 2] });
    outputs.push(x);
    [height, width] = [height >> 1, width >> 1];
  }
  return outputs;
}

/** `[numFrames, channels, height, width]` → `[numFrames, height · width · channels]` */
function flatten({ graph }: Construction, x: Name): Name {
  return graph.op('Flatten', [graph.op('Transpose', [x], { perm: [0, 2, 3, 1] })], { axis: 1 });
}

function weightOf(weights: Weights, name: string): Tensor {
  const found = weights[name];
  if (!found) throw new TypeError(`transnetGraph: expected the weight ${name}, got none. Use the weights of TransNet V2.`);
  return found;
}

function constantOf(graph: OnnxGraph, name: string, { data, shape }: Tensor): Name {
  return graph.constant(data, shape);
}
