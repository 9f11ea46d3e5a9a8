import type { Arithmetic, ForwardPass } from '../arithmetic/arithmetic.ts';
import type { Shapes } from '../network/weights.ts';

/**
 * How the latents of several modalities become one, whichever of them are present.
 *
 * To add one: a file with its equation, its source and what changes when a modality is missing; its name in `fusions.ts`.
 * `npx nx g ./tools:fusion <name>` does both.
 */
export interface Fusion {
  /** The shapes of the weights it learns, if any. @param width of the output of an encoder */
  shapes?(modalities: readonly string[], width: number): Shapes;
  /**
   * @param latents by modality, `[numRows, width]`; rows with mask 0 must not influence the result
   * @param masks by modality, `[numRows, 1]`: 1 where the modality counts, otherwise 0
   * @returns shape `[numRows, width]`; rows in which no modality counts are ignored, but must not be NaN
   */
  fuse<T>(pass: ForwardPass<T>, latents: Readonly<Record<string, T>>, masks: Readonly<Record<string, T>>): T;
  /** whether latents must be a mean and a log-variance, side by side; default false */
  readonly needsVariance?: boolean;
  /** whether each row of a training step fuses only one of its modalities, drawn at random; default false */
  readonly drawsOneModality?: boolean;
}

/** Σₘ maskₘ · latentₘ. @returns shape as a latent */
export function maskedSum<T>({ arithmetic }: ForwardPass<T>, latents: Readonly<Record<string, T>>, masks: Readonly<Record<string, T>>): T {
  const parts = Object.keys(latents).map((modality) => arithmetic.multiply(latents[modality], masks[modality]));
  return sumOf(arithmetic, parts);
}

/** The number of modalities that count in each row, but at least 1, for a division. @returns shape `[numRows, 1]` */
export function countAtLeastOne<T>({ arithmetic }: ForwardPass<T>, masks: Readonly<Record<string, T>>): T {
  return arithmetic.atLeast(sumOf(arithmetic, Object.values(masks)), 1);
}

export function sumOf<T>({ add }: Arithmetic<T>, parts: readonly T[]): T {
  return parts.reduce((sum, part) => add(sum, part));
}
