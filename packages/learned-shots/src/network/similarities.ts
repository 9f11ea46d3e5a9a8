import { elementTypes, type Name } from '@mmae/onnx';
import { linear, type Construction } from './construction.ts';

/** Smaller norms are taken as this, as in PyTorch's `normalize`. */
const minNorm = 1e-12;

/** How similar each frame is to its neighbours by the mean activations of every block. `blocks`: `[numFrames, channels, height, width]` each. */
export function frameSimilarity(at: Construction, blocks: readonly Name[]): Name {
  const { graph } = at;
  const means = blocks.map((block) => graph.op('ReduceMean', [block], { axes: [2, 3], keepdims: 0 }));
  const features = linear(at, 'frame_sim_layer.projection', graph.op('Concat', means, { axis: 1 }));
  return similarityToNeighbours(at, 'frame_sim_layer', features);
}

/** How similar each frame is to its neighbours by its histogram of 8 × 8 × 8 colours. `frames`: uint8 `[numFrames, height, width, 3]`. */
export function colourHistogramSimilarity(at: Construction, frames: Name): Name {
  const { graph, numFrames, height, width } = at;
  const numPixels = height * width;
  const integers = graph.op('Cast', [frames], { to: elementTypes.int32 });
  const levels = graph.op('Div', [integers, graph.constant(Int32Array.of(32), [])]); // 0 … 7
  const weighted = graph.op('Mul', [levels, graph.constant(Int32Array.of(64, 8, 1), [3])]);
  const bins = graph.op('ReduceSum', [weighted, graph.constant(BigInt64Array.of(3n), [1])], { keepdims: 0 });
  const shape = graph.constant(BigInt64Array.of(BigInt(numFrames), BigInt(numPixels)), [2]);
  const perFrame = graph.op('Reshape', [graph.op('Cast', [bins], { to: elementTypes.int64 }), shape]);
  const zeros = graph.constant(new Float32Array(numFrames * 512), [numFrames, 512]);
  const ones = graph.constant(new Float32Array(numFrames * numPixels).fill(1), [numFrames, numPixels]);
  const histograms = graph.op('ScatterElements', [zeros, perFrame, ones], { axis: 1, reduction: 'add' });
  return similarityToNeighbours(at, 'color_hist_layer', histograms);
}

/**
 * The cosine similarity of each frame to those up to `lookup / 2` before and after it (0 beyond the window), through a fully connected layer.
 *
 * @param features `[numFrames, numFeatures]`
 */
function similarityToNeighbours(at: Construction, layer: string, features: Name): Name {
  const { graph, numFrames } = at;
  const lookup = at.weight(`${layer}.fc.weight`).shape[1];
  const norms = graph.op('ReduceL2', [features], { axes: [1], keepdims: 1 });
  const normalized = graph.op('Div', [features, graph.op('Max', [norms, graph.constant(Float32Array.of(minNorm), [])])]);
  const similarities = graph.op('MatMul', [normalized, graph.op('Transpose', [normalized], { perm: [1, 0] })]);
  const margin = BigInt((lookup - 1) / 2);
  const padded = graph.op('Pad', [similarities, graph.constant(BigInt64Array.of(0n, margin, 0n, margin), [4])]);
  const columns = BigInt64Array.from({ length: numFrames * lookup }, (_, i) => BigInt(Math.floor(i / lookup) + (i % lookup)));
  const neighbours = graph.op('GatherElements', [padded, graph.constant(columns, [numFrames, lookup])], { axis: 1 });
  return graph.op('Relu', [linear(at, `${layer}.fc`, neighbours)]);
}
