import { countAtLeastOne, maskedSum, type Fusion } from './fusion.ts';

/**
 * The mean of the latents present: z = Σₘ maskₘ zₘ / Σₘ maskₘ.
 *
 * A missing modality is left out of sum and count. A single modality is fused to its own latent, so all subsets share one space.
 */
export const mean: Fusion = {
  fuse: (pass, latents, masks) => pass.arithmetic.divide(maskedSum(pass, latents, masks), countAtLeastOne(pass, masks)),
};
