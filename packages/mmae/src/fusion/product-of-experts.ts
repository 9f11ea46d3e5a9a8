import { sumOf, type Fusion } from './fusion.ts';

/**
 * The product of the modalities' Gaussians and a standard normal prior, a mean weighted by precision:
 *
 *   τₘ = maskₘ / σₘ²,   τ = 1 + Σₘ τₘ,   μ = Σₘ τₘ μₘ / τ,   log σ² = −log τ
 *
 * Wu and Goodman, Multimodal Generative Models for Scalable Weakly-Supervised Learning (arXiv 1802.05335). A missing modality has precision 0;
 * without any modality the prior remains. Over sampled subsets it is the mixture of products of Sutter et al. (arXiv 2105.02470).
 * With a deterministic latent only μ is used, and the precisions are learned weights of the modalities.
 */
export const productOfExperts: Fusion = {
  needsVariance: true,
  fuse({ arithmetic: a }, latents, masks) {
    const experts = Object.entries(latents).map(([modality, latent]) => {
      const latentDim = a.width(latent) / 2;
      const negatedLogVariance = a.scale(a.columns(latent, latentDim, latentDim), -1);
      const precision = a.multiply(a.exp(negatedLogVariance), masks[modality]);
      return a.concat([a.multiply(a.columns(latent, 0, latentDim), precision), precision]);
    });
    const sums = sumOf(a, experts); // [numRows, 2 latentDim]
    const latentDim = a.width(sums) / 2;
    const precision = a.scale(a.columns(sums, latentDim, latentDim), 1, 1);
    return a.concat([a.divide(a.columns(sums, 0, latentDim), precision), a.scale(a.log(precision), -1)]);
  },
};
