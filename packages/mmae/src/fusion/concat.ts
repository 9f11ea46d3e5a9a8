import { sumOf, type Fusion } from './fusion.ts';

/**
 * The latents side by side, projected back to one width: z = Σₘ uₘ Wₘ + b, where uₘ is zₘ if modality m is present, otherwise a learned
 * token tₘ.
 *
 * The joint layer of Ngiam et al., Multimodal Deep Learning (ICML 2011). A token learns only from rows in which its modality is missing: train
 * with `modalityDropout` or with subsets, otherwise embeddings of subsets are untrained.
 */
export const concat: Fusion = {
  shapes: (modalities, width) => ({
    ...Object.fromEntries(modalities.map((modality) => [`${modality}.absent`, [width]])),
    ...Object.fromEntries(modalities.map((modality) => [`${modality}.fusion.weight`, [width, width]])),
    'fusion.bias': [width],
  }),
  fuse({ arithmetic: a, weights }, latents, masks) {
    const parts = Object.entries(latents).map(([modality, latent]) => {
      const token = weights[`${modality}.absent`];
      // token + mask (latent − token): where the mask is 1, the token gets no gradient
      const used = a.add(a.multiply(a.subtract(latent, token), masks[modality]), token);
      return a.matMul(used, weights[`${modality}.fusion.weight`]);
    });
    return a.add(sumOf(a, parts), weights['fusion.bias']);
  },
};
