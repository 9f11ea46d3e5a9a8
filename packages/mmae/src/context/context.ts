import { InputError } from '@mmae/input';
import type { Weights } from '../network/weights.ts';
import { contextShapes, type ContextNetwork } from './context-network.ts';
import type { ContextOptions } from './context-options.ts';

/** A trained context encoder as plain data: JSON, and arrays by name. */
export interface Context {
  readonly description: ContextDescription;
  readonly weights: Weights;
}

/** Everything that the names and shapes of the weights follow from. */
export interface ContextDescription {
  readonly options: ContextOptions;
  /** width of the latent of a shot, and of its embedding in context */
  readonly latentWidth: number;
}

export const contextNetworkOf = ({ options, latentWidth }: ContextDescription): ContextNetwork => ({ ...options, latentWidth });

/**
 * A context encoder that was stored as matrices, in which a vector is one row.
 *
 * @throws InputError where a weight is missing or has another number of elements
 */
export function contextOf(description: ContextDescription, tensors: Readonly<Record<string, { readonly data: Float32Array }>>): Context {
  const weights = Object.entries(contextShapes(contextNetworkOf(description))).map(([name, shape]) => {
    const expected = shape.reduce((product, length) => product * length, 1);
    const data = tensors[name]?.data;
    if (data?.length === expected) return [name, { shape, data }] as const;
    throw new InputError(
      `contextOf: expected ${expected} numbers of ${name}, got ${data?.length ?? 'none'}. The weights are of another context encoder.`,
    );
  });
  return { description, weights: Object.fromEntries(weights) };
}
