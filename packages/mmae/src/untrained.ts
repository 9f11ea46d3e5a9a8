import { initialWeights } from './initial-weights.ts';
import { networksOf, weightPrefix, type Model } from './model.ts';
import { networkShapes } from './network.ts';
import { randomAt } from './training/random-draws.ts';
import { prefixed } from './weights.ts';

/** The same networks with the weights that training began with: what a model is worth before it has learnt anything. */
export function untrained({ description }: Model): Model {
  const networks = networksOf(description).map((network, index) => {
    const random = randomAt(description.options.seed, 'weights', index, 0);
    return prefixed(initialWeights(networkShapes(network.network), random), weightPrefix(network));
  });
  return { description, weights: Object.assign({}, ...networks) as Model['weights'] };
}
