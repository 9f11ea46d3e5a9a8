import { sumOf, type Fusion } from './fusion.ts';

/**
 * The latents weighted by a learned score: z = Σₘ αₘ zₘ with αₘ ∝ maskₘ exp(w · (tanh(zₘ V) ⊙ sigmoid(zₘ U))).
 *
 * Ilse, Tomczak and Welling, Attention-based Deep Multiple Instance Learning (arXiv 1802.04712), eq. 9; all modalities share V, U and w.
 * A missing modality has weight 0; the weights of the others sum to 1. The score is at most the sum of |w|, so exp does not overflow.
 */
export const gatedAttention: Fusion = {
  shapes: (_, width) => ({ 'fusion.value': [width, width], 'fusion.gate': [width, width], 'fusion.score': [width, 1] }),
  fuse({ arithmetic: a, weights }, latents, masks) {
    const weighted = Object.entries(latents).map(([modality, latent]) => {
      const value = a.tanh(a.matMul(latent, weights['fusion.value']));
      const gate = a.sigmoid(a.matMul(latent, weights['fusion.gate']));
      const score = a.matMul(a.multiply(value, gate), weights['fusion.score']); // [numRows, 1]
      const share = a.multiply(a.exp(score), masks[modality]);
      return a.concat([a.multiply(latent, share), share]);
    });
    const sums = sumOf(a, weighted); // [numRows, width + 1]
    const width = a.width(sums) - 1;
    return a.divide(a.columns(sums, 0, width), a.atLeast(a.columns(sums, width, 1), tiny));
  },
};

/** Far below any share, while its square is still above 0: a row without modalities gives 0 / tiny = 0 and a gradient of 0. */
const tiny = 1e-15;
