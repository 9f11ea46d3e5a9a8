import { onnxGraph, type Name, type OnnxGraph } from '@mmae/onnx';

/** Numbers with a shape, row-major. */
export interface Weight {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** The weights of a network by their names. */
export type Weights = Readonly<Record<string, Weight>>;

/** A graph under construction, and the weights for it. */
export interface Construction {
  readonly graph: OnnxGraph;
  /** @throws TypeError if there is no such weight */
  weight(name: string): Weight;
}

/** Begins the graph of a network with these weights. */
export function construction(name: string, weights: Weights): Construction {
  return {
    graph: onnxGraph(name),
    weight(key) {
      if (Object.hasOwn(weights, key)) return weights[key];
      throw new TypeError(`${name}: expected the weight ${key}, got none. Use the weights of ${name}.`);
    },
  };
}

/** Adds a weight as a constant. */
export const constantOf = ({ graph, weight }: Construction, name: string): Name => graph.constant(weight(name).data, weight(name).shape);

/** Adds a number. */
export const scalar = ({ graph }: Construction, value: number): Name => graph.constant(Float32Array.of(value), []);

/** `x · Wᵀ + b`. `x`: `[…, numInputs]` → `[…, numOutputs]`. `name`: that of the layer with the separator before "weight" and "bias" */
export function linear(at: Construction, x: Name, name: string): Name {
  const { graph } = at;
  const { data, shape } = at.weight(`${name}weight`);
  const product = graph.op('MatMul', [x, graph.constant(transposed(data, shape[0], shape[1]), [shape[1], shape[0]])]);
  return graph.op('Add', [product, constantOf(at, `${name}bias`)]);
}

/** Normalises the last dimension to mean 0 and variance 1, then scales and shifts it. */
export const layerNorm = (at: Construction, x: Name, [scale, shift]: readonly [string, string], epsilon: number): Name =>
  at.graph.op('LayerNormalization', [x, constantOf(at, scale), constantOf(at, shift)], { axis: -1, epsilon: { float: epsilon } });

/** x Φ(x), exactly: x (1 + erf(x / √2)) / 2 */
export function gelu(at: Construction, x: Name): Name {
  const { graph } = at;
  const error = graph.op('Erf', [graph.op('Mul', [x, scalar(at, Math.SQRT1_2)])]);
  return graph.op('Mul', [graph.op('Mul', [x, graph.op('Add', [error, scalar(at, 1)])]), scalar(at, 0.5)]);
}

export interface AttentionInput {
  /** `[batch, length, width]` */
  readonly query: Name;
  readonly key: Name;
  readonly value: Name;
  readonly numHeads: number;
  readonly headWidth: number;
  /** added to the scores, `[batch, 1, 1, length]` */
  readonly bias?: Name;
}

/** softmax(q · kᵀ / √headWidth + bias) · v in every head. @returns `[batch, length, width]` */
export function attention(at: Construction, { query, key, value, numHeads, headWidth, bias }: AttentionInput): Name {
  const { graph } = at;
  const split = (x: Name, perm: readonly number[]) => {
    const heads = graph.op('Reshape', [x, graph.constant(BigInt64Array.of(0n, 0n, BigInt(numHeads), BigInt(headWidth)), [4])]);
    return graph.op('Transpose', [heads], { perm });
  };
  const scores = graph.op('MatMul', [
    graph.op('Mul', [split(query, [0, 2, 1, 3]), scalar(at, headWidth ** -0.5)]),
    split(key, [0, 2, 3, 1]),
  ]);
  const weights = graph.op('Softmax', [bias === undefined ? scores : graph.op('Add', [scores, bias])], { axis: -1 });
  const mixed = graph.op('Transpose', [graph.op('MatMul', [weights, split(value, [0, 2, 1, 3])])], { perm: [0, 2, 1, 3] });
  return graph.op('Reshape', [mixed, graph.constant(BigInt64Array.of(0n, 0n, BigInt(numHeads * headWidth)), [3])]);
}

/** `[numRows, numColumns]` → `[numColumns, numRows]` */
function transposed(data: Float32Array, numRows: number, numColumns: number): Float32Array {
  const result = new Float32Array(data.length);
  for (let i = 0; i < numRows; i++) for (let j = 0; j < numColumns; j++) result[j * numRows + i] = data[i * numColumns + j];
  return result;
}
