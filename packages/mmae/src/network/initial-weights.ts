import type { Random } from '@mmae/random';
import { networksOf, weightPrefix, type Model } from '../model.ts';
import { randomAt } from '../training/random-draws.ts';
import { networkShapes } from './network.ts';
import { numElements, prefixed, type Shapes, type Weights } from './weights.ts';

/**
 * Random weights: matrices and filters uniform in ±1/√fanIn, as PyTorch's linear layers; scales 1; biases and other vectors 0.
 *
 * @param shapes drawn in their order
 */
export function initialWeights(shapes: Shapes, random: Random): Weights {
  return Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, { shape, data: initial(name, shape, random) }]));
}

function initial(name: string, shape: readonly number[], random: Random): Float32Array {
  const numbers = new Float32Array(numElements(shape));
  if (name.endsWith('.scale')) return numbers.fill(1);
  if (shape.length < 2) return numbers;
  const bound = Math.sqrt(shape.at(-1)! / numbers.length); // fanIn is the product of all dimensions but the last
  return numbers.map(() => (2 * random.next() - 1) * bound);
}

/** The weights that the training of a network starts from. @param networkIndex index over all stages */
export function startWeights(seed: number, networkIndex: number, shapes: Shapes): Weights {
  return initialWeights(shapes, randomAt(seed, 'weights', networkIndex, 0));
}

/** The same networks with the weights that their training started from: a control that shows the effect of training. */
export function untrained({ description }: Model): Model {
  const networks = networksOf(description).map((network, index) =>
    prefixed(startWeights(description.options.seed, index, networkShapes(network.network)), weightPrefix(network)),
  );
  return { description, weights: Object.assign({}, ...networks) as Weights };
}
