import { mean } from './mean.ts';
import type { Fusion } from './fusion.ts';

/**
 * The mixture of the modalities' latents: a training step takes, row by row, one of those there, each as likely; inference takes the
 * mixture's mean.
 *
 * Shi et al., Variational Mixture-of-Experts Autoencoders (arXiv 1911.03393), one sample an example instead of one an expert. A missing modality
 * is never drawn.
 */
export const mixture: Fusion = { ...mean, picksOne: true };
