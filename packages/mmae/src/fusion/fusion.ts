import type { Arithmetic, Pass } from '../arithmetic.ts';
import type { Shapes } from '../weights.ts';

/** How the latents of several modalities become one, whichever of them are there. */
export interface Fusion {
  /** what an encoder tells of its latent: itself, or its mean and logarithm of the variance side by side */
  readonly expects: 'anything' | 'meanAndLogVariance';
  /** whether a training step shows it, row by row, only one of the modalities there, drawn at random */
  readonly picksOne?: boolean;
  /** The shapes of its own weights. @param width of what an encoder returns */
  shapes(modalities: readonly string[], width: number): Shapes;
  /**
   * @param latents a modality's, `[numRows, width]`; where its mask is 0 the row holds numbers that must not count
   * @param masks a modality's, `[numRows, 1]`: 1 where it counts, else 0
   * @returns shape `[numRows, width]`; a row whose masks are all 0 holds what is to be ignored, but no NaN
   */
  fuse<T>(pass: Pass<T>, latents: Readonly<Record<string, T>>, masks: Readonly<Record<string, T>>): T;
}

/** Σₘ maskₘ · latentₘ, or of the masks themselves. @returns as wide as a latent */
export function maskedSum<T>({ arithmetic }: Pass<T>, latents: Readonly<Record<string, T>>, masks: Readonly<Record<string, T>>): T {
  const parts = Object.keys(latents).map((modality) => arithmetic.multiply(latents[modality], masks[modality]));
  return total(arithmetic, parts);
}

/** How many modalities count in each row, but 1 where none does, so that it can be divided by. @returns shape `[numRows, 1]` */
export function atLeastOne<T>({ arithmetic }: Pass<T>, masks: Readonly<Record<string, T>>): T {
  return arithmetic.atLeast(total(arithmetic, Object.values(masks)), 1);
}

export function total<T>({ add }: Arithmetic<T>, parts: readonly T[]): T {
  return parts.reduce((sum, part) => add(sum, part));
}
