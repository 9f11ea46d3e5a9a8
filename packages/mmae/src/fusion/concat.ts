import { total, type Fusion } from './fusion.ts';

/**
 * The latents side by side, brought back to one width: z = Σₘ uₘ Wₘ + b, with uₘ = zₘ where the modality is there and a learned
 * absent token tₘ where it is not.
 *
 * The joint coding of Ngiam et al., Multimodal Deep Learning (ICML 2011). A token learns only from rows that miss its modality: train with
 * `modalityDropout` or with subsets, or an embedding of a subset is untrained.
 */
export const concat: Fusion = {
  expects: 'anything',
  shapes: (modalities, width) => ({
    ...Object.fromEntries(modalities.map((modality) => [`${modality}.absent`, [width]])),
    ...Object.fromEntries(modalities.map((modality) => [`${modality}.fusion.weight`, [width, width]])),
    'fusion.bias': [width],
  }),
  fuse({ arithmetic: a, weights }, latents, masks) {
    const parts = Object.entries(latents).map(([modality, latent]) => {
      const token = weights[`${modality}.absent`];
      // token + mask (latent − token), so that the token gets no gradient where the latent counts
      const used = a.add(a.multiply(a.subtract(latent, token), masks[modality]), token);
      return a.matMul(used, weights[`${modality}.fusion.weight`]);
    });
    return a.add(total(a, parts), weights['fusion.bias']);
  },
};
