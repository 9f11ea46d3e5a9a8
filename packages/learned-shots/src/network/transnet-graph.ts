// TransNet V2 as an ONNX graph. T. Souček and J. Lokoč, "TransNet V2: An effective deep network architecture for fast shot transition detection",
// https://arxiv.org/abs/2008.04838. The names of the weights are those of the authors' PyTorch code, https://github.com/soCzech/TransNetV2.
import { elementTypes, onnxGraph, type Name } from '@mmae/onnx';
import { construction, linear, type Construction, type Weights, type WindowShape } from './construction.ts';
import { dilatedCell } from './dilated-cell.ts';
import { colourHistogramSimilarity, frameSimilarity } from './similarities.ts';

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
  const at = construction(graph, weights, shape);
  const frames = graph.input('frames', 'uint8', [shape.numFrames, shape.height, shape.width, 3]);
  const blocks = stackedBlocks(at, frames);
  const features = [colourHistogramSimilarity(at, frames), frameSimilarity(at, blocks), flatten(at, blocks.at(-1)!)];
  const hidden = graph.op('Relu', [linear(at, 'fc1', graph.op('Concat', features, { axis: 1 }))]);
  const logits = graph.op('Concat', [linear(at, 'cls_layer1', hidden), linear(at, 'cls_layer2', hidden)], { axis: 1 });
  return graph.toModel([{ name: 'probabilities', from: graph.op('Sigmoid', [logits]), shape: [shape.numFrames, 2] }], metadata);
}

/** The output of every block: `[numFrames, channels, height, width]`, each half as high and wide as the one before it. */
function stackedBlocks(at: Construction, frames: Name): Name[] {
  const { graph } = at;
  const scaled = graph.op('Div', [graph.op('Cast', [frames], { to: elementTypes.float }), graph.constant(Float32Array.of(255), [])]);
  let x = graph.op('Transpose', [scaled], { perm: [0, 3, 1, 2] });
  const outputs: Name[] = [];
  for (let i = 0; at.has(`SDDCNN.${i}.DDCNN.0.bn.weight`); i++) {
    const first = graph.op('Relu', [dilatedCell(at, `SDDCNN.${i}.DDCNN.0`, x)]);
    const second = graph.op('Relu', [dilatedCell(at, `SDDCNN.${i}.DDCNN.1`, first)]);
    x = graph.op('AveragePool', [graph.op('Add', [second, first])], { kernel_shape: [2, 2], strides: [2, 2] });
    outputs.push(x);
  }
  return outputs;
}

/** `[numFrames, channels, height, width]` → `[numFrames, height · width · channels]` */
function flatten({ graph }: Construction, x: Name): Name {
  return graph.op('Flatten', [graph.op('Transpose', [x], { perm: [0, 2, 3, 1] })], { axis: 1 });
}
