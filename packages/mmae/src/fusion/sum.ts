import { maskedSum, type Fusion } from './fusion.ts';

/**
 * The sum of the latents present: z = Σₘ maskₘ zₘ.
 *
 * Before a softmax head it multiplies the odds that the modalities give to each code, as a product of experts: modalities that agree
 * make the prediction more certain. A missing modality adds nothing.
 */
export const sum: Fusion = {
  fuse: (pass, latents, masks) => maskedSum(pass, latents, masks),
};
