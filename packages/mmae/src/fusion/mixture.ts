import type { Fusion } from './fusion.ts';
import { mean } from './mean.ts';

/**
 * A mixture of the latents: in training each row takes the latent of one of its modalities, drawn uniformly; inference takes their mean.
 *
 * Shi et al., Variational Mixture-of-Experts Autoencoders (arXiv 1911.03393), with one sample per row instead of one per expert. A missing
 * modality is never drawn.
 */
export const mixture: Fusion = { ...mean, drawsOneModality: true };
