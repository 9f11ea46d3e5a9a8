import type { Random } from '@mmae/random';
import type { Shapes, Weights } from './weights.ts';
import { numElements } from './weights.ts';

/**
 * The weights a network starts from: matrices uniform in ±1/√fanIn, as PyTorch's linear layers; scales 1; every other list 0.
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
