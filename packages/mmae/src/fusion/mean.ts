import { atLeastOne, maskedSum, type Fusion } from './fusion.ts';

/**
 * The mean of the latents there are: z = Σₘ maskₘ zₘ / Σₘ maskₘ.
 *
 * A missing modality leaves the mean and the count; a modality alone is its own latent, so every subset lies in one space.
 */
export const mean: Fusion = {
  expects: 'anything',
  shapes: () => ({}),
  fuse: (pass, latents, masks) => pass.arithmetic.divide(maskedSum(pass, latents, masks), atLeastOne(pass, masks)),
};
