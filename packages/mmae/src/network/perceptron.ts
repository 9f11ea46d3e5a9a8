/**
 * A multilayer perceptron, which encoders and decoders are made of.
 *
 *   h₀ = x,   hᵢ = dropout(relu(norm(hᵢ₋₁ Wᵢ + bᵢ))) (+ hᵢ₋₁ with `residual`, where it is as wide),   y = hₙ Wₙ + bₙ
 *   norm(h) = (h − mean(h)) / √(var(h) + 1e-5) · scale + shift, over the units of one row (Ba, Kiros and Hinton, arXiv 1607.06450)
 *
 * Residual blocks after He et al., arXiv 1512.03385. Without hidden layers it is linear. Rows are independent of each other, so the row of
 * a missing modality changes nothing in the rest of its batch.
 */
import type { ForwardPass } from '../arithmetic/arithmetic.ts';
import type { LayerOptions } from '../options.ts';
import type { Shapes } from './weights.ts';

const normalisationEpsilon = 1e-5;

/** The shapes of a perceptron's weights: `<prefix>.<layer>.weight` `[in, out]`, `.bias` `[out]`, with normalisation also `.scale`, `.shift` `[out]`. */
export function perceptronShapes(prefix: string, inputWidth: number, { hidden, normalisation }: LayerOptions, outputWidth: number): Shapes {
  const shapes: Shapes = {};
  const widths = [inputWidth, ...hidden, outputWidth];
  widths.slice(1).forEach((width, layer) => {
    shapes[`${prefix}.${layer}.weight`] = [widths[layer], width];
    shapes[`${prefix}.${layer}.bias`] = [width];
    if (normalisation === 'layer' && layer < hidden.length) {
      shapes[`${prefix}.${layer}.scale`] = [width];
      shapes[`${prefix}.${layer}.shift`] = [width];
    }
  });
  return shapes;
}

/** @param input shape `[numRows, inputWidth]`. @returns shape `[numRows, outputWidth]` */
export function perceptron<T>(pass: ForwardPass<T>, prefix: string, options: LayerOptions, input: T): T {
  const { hidden, dropout, residual } = options;
  let activation = input;
  hidden.forEach((width, layer) => {
    const normalised = normalise(pass, `${prefix}.${layer}`, options, dense(pass, `${prefix}.${layer}`, activation));
    const next = pass.dropout(pass.arithmetic.relu(normalised), dropout);
    activation = residual && width === hidden[layer - 1] ? pass.arithmetic.add(next, activation) : next;
  });
  return dense(pass, `${prefix}.${hidden.length}`, activation);
}

/** A linear layer: `input · <name>.weight + <name>.bias`. */
export function dense<T>({ arithmetic, weights }: ForwardPass<T>, name: string, input: T): T {
  return arithmetic.add(arithmetic.matMul(input, weights[`${name}.weight`]), weights[`${name}.bias`]);
}

function normalise<T>(pass: ForwardPass<T>, name: string, { normalisation }: LayerOptions, input: T): T {
  return normalisation === 'none' ? input : layerNorm(pass, name, input);
}

/** Each row with mean 0 and variance 1, times `<name>.scale`, plus `<name>.shift`. */
export function layerNorm<T>({ arithmetic: a, weights }: ForwardPass<T>, name: string, input: T): T {
  const centred = a.subtract(input, a.rowMean(input));
  const deviation = a.sqrt(a.scale(a.rowMean(a.multiply(centred, centred)), 1, normalisationEpsilon));
  return a.add(a.multiply(a.divide(centred, deviation), weights[`${name}.scale`]), weights[`${name}.shift`]);
}
