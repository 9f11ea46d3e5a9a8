import { maskedSum, type Fusion } from './fusion.ts';

/**
 * The sum of the latents there are: z = Σₘ maskₘ zₘ.
 *
 * Before a softmax head it multiplies the modalities' odds, a product of experts over codes: each modality that says the same makes
 * the prediction surer. A missing modality adds nothing.
 */
export const sum: Fusion = {
  expects: 'anything',
  shapes: () => ({}),
  fuse: (pass, latents, masks) => maskedSum(pass, latents, masks),
};
