/**
 * The network of a context encoder: the latent of a shot, from its neighbours and itself.
 *
 * After Vaswani et al., Attention Is All You Need (arXiv 1706.03762), with the norm before each part (Xiong et al., arXiv 2002.04745). For
 * the shots u₁ … uₙ of a sequence, unit rows of width d:
 *
 *   h = √d u W + b,                      or a learned vector for a hidden shot
 *   h ← h + attention(norm(h))           each shot attends to all shots of its sequence
 *   h ← h + W₂ relu(W₁ norm(h))          twice as wide
 *   û = norm(h) Wₒ + bₒ                  the latent reconstructed, of which only the direction counts
 *
 *   attention(x) = concat over heads of softmax(q kᵀ / √(width / heads) − slope · distance) v, then a linear layer; q, k, v linear in x
 *
 * The distance of two shots is counted in shots; its slope, 2^(−8 h / heads) in head h = 1, 2 …, is fixed, so that a shot attends to near ones before
 * anything is learned (Press et al., ALiBi, arXiv 2108.12409). Several sequences are stacked into one matrix; shots of two are too far apart.
 */
import { matrix, type Matrix } from '@mmae/matrix';
import type { ForwardPass } from '../arithmetic/arithmetic.ts';
import { dense, layerNorm } from '../network/perceptron.ts';
import type { Shapes } from '../network/weights.ts';
import type { ContextOptions } from './context-options.ts';

/** The structure of a context encoder: everything that the names and shapes of its weights follow from. */
export type ContextNetwork = Pick<ContextOptions, 'layers' | 'heads' | 'width' | 'dropout'> & {
  /** width of the latent of a shot */
  readonly latentWidth: number;
};

/** Sequences as rows of one matrix, one sequence below the other. */
export interface StackedShots<T> {
  /** unit rows, `[numShots, latentWidth]` */
  readonly shots: T;
  /** 1 where the shot is hidden, else 0, `[numShots, 1]`; undefined where none is */
  readonly hidden?: T;
  /** of {@link distancesOf}, `[numShots, numShots]` */
  readonly distances: T;
}

/** The shapes of all weights by name, in the order in which they are drawn. */
export function contextShapes({ layers, width, latentWidth }: ContextNetwork): Shapes {
  const shapes: Shapes = { ...denseShapes('input', latentWidth, width), hidden: [1, width] };
  for (let layer = 0; layer < layers; layer++) {
    Object.assign(shapes, normShapes(`${layer}.attention.norm`, width));
    for (const part of ['query', 'key', 'value', 'output']) Object.assign(shapes, denseShapes(`${layer}.attention.${part}`, width, width));
    Object.assign(shapes, normShapes(`${layer}.forward.norm`, width));
    Object.assign(shapes, denseShapes(`${layer}.forward.0`, width, 2 * width), denseShapes(`${layer}.forward.1`, 2 * width, width));
  }
  return { ...shapes, ...normShapes('output.norm', width), ...denseShapes('output', width, latentWidth) };
}

const denseShapes = (name: string, from: number, to: number): Shapes => ({ [`${name}.weight`]: [from, to], [`${name}.bias`]: [to] });
const normShapes = (name: string, width: number): Shapes => ({ [`${name}.scale`]: [width], [`${name}.shift`]: [width] });

/** The latent of every shot, reconstructed in its context; not scaled to length 1. @returns shape `[numShots, latentWidth]` */
export function reconstructShots<T>(pass: ForwardPass<T>, network: ContextNetwork, stacked: StackedShots<T>): T {
  const { arithmetic: a } = pass;
  const { layers, dropout } = network;
  let state = seenShots(pass, network, stacked);
  for (let layer = 0; layer < layers; layer++) {
    const attended = attention(pass, `${layer}.attention`, network, layerNorm(pass, `${layer}.attention.norm`, state), stacked.distances);
    state = a.add(state, pass.dropout(attended, dropout));
    const forwarded = forward(pass, `${layer}.forward`, layerNorm(pass, `${layer}.forward.norm`, state));
    state = a.add(state, pass.dropout(forwarded, dropout));
  }
  return dense(pass, 'output', layerNorm(pass, 'output.norm', state));
}

/** Shots as the first layer sees them. @returns shape `[numShots, width]` */
function seenShots<T>(pass: ForwardPass<T>, { latentWidth }: ContextNetwork, { shots, hidden }: StackedShots<T>): T {
  const { arithmetic: a, weights } = pass;
  const seen = dense(pass, 'input', a.scale(shots, Math.sqrt(latentWidth)));
  if (!hidden) return seen;
  return a.add(a.multiply(seen, a.scale(hidden, -1, 1)), a.matMul(hidden, weights.hidden));
}

/**
 * Attention with several heads.
 *
 * @param input shape `[numShots, width]`
 * @param distances shape `[numShots, numShots]`
 * @returns shape `[numShots, width]`
 */
export function attention<T>(
  pass: ForwardPass<T>,
  name: string,
  { heads, width }: Pick<ContextNetwork, 'heads' | 'width'>,
  input: T,
  distances: T,
): T {
  const { arithmetic: a } = pass;
  const [query, key, value] = ['query', 'key', 'value'].map((part) => dense(pass, `${name}.${part}`, input));
  const headWidth = width / heads;
  const outputs = Array.from({ length: heads }, (_, head) => {
    const [q, k, v] = [query, key, value].map((all) => a.columns(all, head * headWidth, headWidth));
    const products = a.scale(a.matMulTransposed(q, k), 1 / Math.sqrt(headWidth)); // [numShots, numShots]
    return a.matMul(a.softmax(a.add(products, a.scale(distances, -(2 ** ((-8 * (head + 1)) / heads))))), v);
  });
  return dense(pass, `${name}.output`, a.concat(outputs));
}

const forward = <T>(pass: ForwardPass<T>, name: string, input: T): T =>
  dense(pass, `${name}.1`, pass.arithmetic.relu(dense(pass, `${name}.0`, input)));

/** Far enough for a weight of exactly 0, at the lowest slope too. */
const tooFar = 1e9;

/** How far apart two shots are in their sequence, in shots. @param lengths of the sequences, one below the other @returns shape `[numShots, numShots]` */
export function distancesOf(lengths: readonly number[]): Matrix {
  const sequenceOf = lengths.flatMap((length, sequence) => Array.from({ length }, () => sequence));
  const numShots = sequenceOf.length;
  const result = matrix(numShots, numShots);
  for (let i = 0; i < numShots; i++)
    for (let j = 0; j < numShots; j++) result.data[i * numShots + j] = sequenceOf[i] === sequenceOf[j] ? Math.abs(i - j) : tooFar;
  return result;
}
