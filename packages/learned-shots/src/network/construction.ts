import type { Name, OnnxGraph } from '@mmae/onnx';
import type { Tensor } from '@mmae/onnx/setup';

/** The weights of the network by their names. */
export type Weights = Readonly<Record<string, Tensor>>;

/** The size of the input: `numFrames` frames of `height` × `width` pixels. */
export interface WindowShape {
  readonly numFrames: number;
  readonly height: number;
  readonly width: number;
}

/** A graph under construction, the shape of its input, and the weights. */
export interface Construction extends WindowShape {
  readonly graph: OnnxGraph;
  has(name: string): boolean;
  /** @throws TypeError if there is no such weight */
  weight(name: string): Tensor;
}

/** Begins a graph of a network with these weights. */
export function construction(graph: OnnxGraph, weights: Weights, shape: WindowShape): Construction {
  return {
    ...shape,
    graph,
    has: (name) => name in weights,
    weight(name) {
      const found = weights[name];
      if (!found) throw new TypeError(`transnetGraph: expected the weight ${name}, got none. Use the weights of TransNet V2.`);
      return found;
    },
  };
}

/** A fully connected layer. `x`: `[numRows, numInputs]` → `[numRows, numOutputs]`. */
export function linear({ graph, weight }: Construction, name: string, x: Name): Name {
  const constants = [weight(`${name}.weight`), weight(`${name}.bias`)].map(({ data, shape }) => graph.constant(data, shape));
  return graph.op('Gemm', [x, ...constants], { transB: 1 });
}
