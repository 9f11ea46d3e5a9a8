import { concatColumns, unitRows, type Matrix } from '@mmae/matrix';
import type { MmaeOptions, Written } from '../options.ts';
import { smallNetwork, syntheticTable } from '../tables.test.helper.ts';

/** Options with everything that draws random numbers or keeps state: dropout, copies, a Gaussian latent, early stopping, a head. */
export const demandingOptions: Written<MmaeOptions> = {
  seed: 5,
  stages: {
    shared: {
      numNetworks: 2,
      network: { ...smallNetwork, latent: 'gaussian', privateDim: 1 },
      objective: {
        subsets: 2,
        agreement: 1,
        variance: 1,
        covariance: 0.1,
        divergence: 0.01,
        divergenceWarmUpEpochs: 1,
        balance: 'learned',
      },
      training: { epochs: 2, batchSize: 13, patience: 2, inputNoise: 0.1, modalityDropout: 0.2, schedule: 'plateau', plateauPatience: 0 },
    },
    predict: {
      network: { ...smallNetwork, fusion: 'sum', encoder: { hidden: [8], dropout: 0.3 } },
      objective: { reconstruction: 0, codes: 2 },
      training: { epochs: 2, batchSize: 20, inputDropout: 0.2, warmUpSteps: 2 },
    },
  },
};

/** The same with a last stage that reconstructs the latents of the first one's two networks, and the features of the original rows. */
export const demandingLatentOptions: Written<MmaeOptions> = {
  ...demandingOptions,
  stages: {
    shared: demandingOptions.stages!.shared,
    latent: {
      numNetworks: 2,
      network: { ...smallNetwork, fusion: 'sum', encoder: { hidden: [8], dropout: 0.3 } },
      objective: { latent: 2 },
      training: { epochs: 2, batchSize: 20, inputDropout: 0.2, targets: 'originals' },
    },
  },
};

/** 40 train rows with two augmented copies of audio, validation rows, and functions that find 2 codes and a latent. */
export const demandingRequest = {
  train: { ...syntheticTable(40), copies: { audio: [syntheticTable(40).blocks.audio, syntheticTable(40, 9).blocks.audio] } },
  validation: syntheticTable(9, 2),
  codes: (embeddings: readonly { data: Float32Array; numColumns: number }[]) =>
    Array.from({ length: 40 }, (_, i) => Number(embeddings[0].data[i * embeddings[0].numColumns] > 0)),
  latents: (embeddings: readonly Matrix[]) => unitRows(concatColumns(embeddings)),
};
