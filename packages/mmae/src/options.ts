import { resolveOptions, type Options } from '@mmae/input';
import { z } from 'zod';
import { fusionNames } from './fusion/fusions.ts';

const probability = z.number().min(0).max(1);
/** A probability below 1, which would leave nothing. */
const dropRate = z.number().min(0).lt(1);
const weight = z.number().min(0);
/** Values for single modalities, without defaults. */
const byModality = <Schema extends z.ZodType>(schema: Schema) => z.record(z.string(), schema).default({});

const convolution = z.strictObject({
  height: z
    .int()
    .min(1)
    .describe('height of the image in the features, row-major with channels innermost; the number of frames of a spectrogram'),
  width: z.int().min(1).describe('width of that image; the number of bands of a spectrogram'),
  channels: z.int().min(1).describe('channels of that image; 1 for a spectrogram'),
  filters: z.array(z.int().min(1)).min(1).describe('channels after each convolution, from the features inwards'),
});

const hidden = z.array(z.int().min(1)).describe('widths of the hidden layers, first to last; none makes it linear');
const dropout = dropRate.describe('probability that a hidden unit is left out of a training step');
const normalisation = z.enum(['none', 'layer']).describe('normalisation of the hidden layers');
const residual = z.boolean().describe('add the input of a hidden layer to its output where both have the same width');
const convolutions = convolution
  .nullable()
  .describe(
    'convolutions of 3×3 and stride 2 between features and hidden layers, each of which halves height and width; for features that are images',
  );

const layers = z
  .strictObject({
    hidden: hidden.default([256]),
    dropout: dropout.default(0),
    normalisation: normalisation.default('none'),
    residual: residual.default(false),
    convolution: convolutions.default(null),
  })
  .prefault({});

const layersException = z.strictObject({ hidden, dropout, normalisation, residual, convolution: convolutions }).partial();

const network = z
  .strictObject({
    latentDim: z.int().min(1).default(64).describe('width of the shared latent'),
    privateDim: z.int().min(0).default(0).describe('width of the part of a latent that only the decoder of the same modality receives'),
    latent: z.enum(['deterministic', 'gaussian']).default('deterministic').describe('kind of latent'),
    fusion: z.enum(fusionNames).default('mean').describe('how the latents of the modalities present become one'),
    encoder: layers.describe('encoder of every modality: layers of ReLU between features and latent'),
    encoders: byModality(layersException).describe('encoder of a modality, where it differs'),
    decoder: layers.describe('decoder of every modality: layers of ReLU between latent and features'),
    decoders: byModality(layersException).describe('decoder of a modality, where it differs'),
  })
  .prefault({});

const reconstructionLoss = z.enum(['squaredError', 'cosine', 'multinomial']);

const objective = z
  .strictObject({
    subsets: z
      .union([z.enum(['joint', 'singles', 'every']), z.int().min(1)])
      .default('singles')
      .describe(
        'subsets of modalities that are fused in a step: the modalities present (`joint`), those and each modality alone (`singles`), ' +
          'every non-empty subset (`every`), or the modalities present and this many random subsets (a number)',
      ),
    reconstruction: weight.default(1).describe('weight of reconstructing every modality present from every subset'),
    reconstructionLoss: reconstructionLoss.default('squaredError').describe('loss of a reconstruction'),
    reconstructionLosses: byModality(reconstructionLoss).describe('loss of a modality, where it differs'),
    balance: z.enum(['fixed', 'learned']).default('fixed').describe('how the reconstruction losses of the modalities are balanced'),
    agreement: weight
      .default(0)
      .describe('weight of the distance between the latent of a modality and the joint latent, which gets no gradient'),
    variance: weight.default(0).describe('weight of spreading the latent of a modality over every dimension'),
    covariance: weight.default(0).describe('weight of decorrelating the dimensions of the latent of a modality'),
    divergence: weight.default(0).describe('weight of the divergence of the fused Gaussian from the standard normal'),
    divergenceWarmUpEpochs: z
      .int()
      .min(0)
      .default(0)
      .describe('epochs over which `divergence` grows from 0 to its weight')
      .meta({ unit: 'epochs' }),
    codes: weight.default(0).describe('weight of predicting the code of a sample from every subset'),
    latent: weight.default(0).describe('weight of reconstructing the latent that the stage before gave a sample, from every subset'),
  })
  .prefault({});

const training = z
  .strictObject({
    epochs: z.int().min(1).default(20).describe('passes over train').meta({ unit: 'epochs' }),
    minSteps: z.int().min(0).default(0).describe('minimum number of steps; a small train gets more epochs').meta({ unit: 'steps' }),
    batchSize: z
      .int()
      .min(1)
      .default(128)
      .describe('rows per step; an epoch is cut into equal batches of about this size')
      .meta({ unit: 'rows' }),
    learningRate: z.number().positive().default(1e-3).describe('learning rate'),
    schedule: z.enum(['constant', 'cosine', 'plateau']).default('cosine').describe('how the learning rate changes'),
    plateauPatience: z
      .int()
      .min(0)
      .default(5)
      .describe('epochs without a better validation loss before `plateau` lowers the learning rate to a tenth')
      .meta({ unit: 'epochs' }),
    warmUpSteps: z.int().min(0).default(0).describe('steps over which the learning rate grows from 0').meta({ unit: 'steps' }),
    weightDecay: weight.default(1e-5).describe('decoupled weight decay, as in AdamW'),
    clipNorm: z.number().positive().default(5).describe('maximum norm of the gradient; longer gradients are scaled down to it'),
    patience: z
      .int()
      .min(1)
      .nullable()
      .default(null)
      .describe('epochs without a better validation loss before a network stops and returns to its best weights; `null` trains to the end')
      .meta({ unit: 'epochs' }),
    copyProbability: probability.default(0.5).describe('probability that a row of a batch is replaced by one of its augmented copies'),
    copyProbabilities: byModality(probability).describe('probability for a modality, where it differs'),
    targets: z
      .enum(['shown', 'originals'])
      .default('shown')
      .describe('features that decoders reconstruct where a row is replaced by a copy: those of the copy (`shown`), or of the row itself'),
    modalityDropout: dropRate
      .default(0)
      .describe('probability that a modality present is left out of the inputs of a row; one always stays'),
    inputDropout: dropRate.default(0).describe('probability that an input number is set to zero; the others are scaled up'),
    inputNoise: weight.default(0).describe('standard deviation of the normal noise added to the inputs'),
  })
  .prefault({});

const stage = z
  .strictObject({
    numNetworks: z.int().min(1).default(1).describe('number of networks to train, which differ only in their seed'),
    network: network.describe('encoders, fusion and decoders'),
    objective: objective.describe('the terms of the loss, each with a weight; 0 leaves a term out'),
    training: training.describe('how a network is trained'),
  })
  .prefault({});

/** Options of a Multimodal Autoencoder and of its training. */
export const mmaeOptions = z.strictObject({
  seed: z.int().min(0).default(0).describe('seed of every random draw: initial weights, order of rows, dropout, augmented copies'),
  stages: z
    .record(z.string(), stage)
    .refine((stages) => Object.keys(stages).length > 0, 'an object with at least 1 entry')
    .prefault({ plain: {} })
    .describe('trainings of one kind of network each, in the order written, each after the one before; the last one embeds')
    .meta({ minProperties: 1 }),
});

export type MmaeOptions = Options<typeof mmaeOptions>;
/** One training of one kind of network. */
export type StageOptions = MmaeOptions['stages'][string];
export type NetworkOptions = StageOptions['network'];
/** The layers of an encoder or decoder. */
export type LayerOptions = NetworkOptions['encoder'];
export type ConvolutionOptions = NonNullable<LayerOptions['convolution']>;
/** The weights of the loss terms. A network has decoders if it reconstructs and a head if it learns codes or a latent. */
export type ObjectiveOptions = StageOptions['objective'];
export type ReconstructionLoss = ObjectiveOptions['reconstructionLoss'];
export type TrainingOptions = StageOptions['training'];

/** `Options` as they may be written: what is left out takes its default. */
export type Written<Options> = Options extends readonly unknown[]
  ? Options
  : Options extends object
    ? { readonly [Key in keyof Options]?: Written<Options[Key]> }
    : Options;

/** The options of a model with every default filled in. @throws InputError for a value that breaks its rule and for an unknown key */
export function resolveMmaeOptions(written: Written<MmaeOptions> = {}): MmaeOptions {
  return resolveOptions('mmae', mmaeOptions, written);
}
