import { total, type Fusion } from './fusion.ts';

/**
 * The product of the modalities' Gaussians and a standard normal prior: precision-weighted.
 *
 *   τₘ = maskₘ / σₘ²,   τ = 1 + Σₘ τₘ,   μ = Σₘ τₘ μₘ / τ,   log σ² = −log τ
 *
 * Wu and Goodman, Multimodal Generative Models for Scalable Weakly-Supervised Learning (arXiv 1802.05335). A missing modality has precision 0; with
 * none of them the prior is left. Over sampled subsets it is the mixture of products of Sutter et al. (arXiv 2105.02470).
 * With a deterministic latent the means alone go on, and each modality still learns how sure it is.
 */
export const productOfExperts: Fusion = {
  expects: 'meanAndLogVariance',
  shapes: () => ({}),
  fuse({ arithmetic: a }, latents, masks) {
    const experts = Object.entries(latents).map(([modality, latent]) => {
      const latentDim = a.width(latent) / 2;
      const negatedLogVariance = a.scale(a.columns(latent, latentDim, latentDim), -1);
      const precision = a.multiply(a.exp(negatedLogVariance), masks[modality]);
      return a.concat([a.multiply(a.columns(latent, 0, latentDim), precision), precision]);
    });
    const sums = total(a, experts); // [numRows, 2 latentDim]
    const latentDim = a.width(sums) / 2;
    const precision = a.scale(a.columns(sums, latentDim, latentDim), 1, 1);
    return a.concat([a.divide(a.columns(sums, 0, latentDim), precision), a.scale(a.log(precision), -1)]);
  },
};
