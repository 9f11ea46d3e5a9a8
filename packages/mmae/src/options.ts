/** A Multimodal Autoencoder and how it is trained. Every field and its default is in `optionsSchema`, and only there. */
export interface MmaeOptions {
  /** every draw follows from it: initial weights, order of rows, dropout, augmented copies */
  readonly seed: number;
  /** trained in the order written, each after the one before; the last one embeds */
  readonly stages: Readonly<Record<string, StageOptions>>;
}

/** One training of one kind of network. */
export interface StageOptions {
  /** how many are trained, alike but for their seed */
  readonly numNetworks: number;
  readonly network: NetworkOptions;
  readonly objective: ObjectiveOptions;
  readonly training: TrainingOptions;
}

export type FusionName = 'mean' | 'sum' | 'concat' | 'productOfExperts' | 'mixture' | 'gatedAttention';

export interface NetworkOptions {
  /** width of the shared latent */
  readonly latentDim: number;
  /** width of what a modality's encoder tells its own decoder alone; 0 for none */
  readonly privateDim: number;
  readonly latent: 'deterministic' | 'gaussian';
  readonly fusion: FusionName;
  readonly encoder: CoderOptions;
  /** a modality's encoder, where it differs */
  readonly encoders: Readonly<Record<string, Partial<CoderOptions>>>;
  readonly decoder: CoderOptions;
  /** a modality's decoder, where it differs */
  readonly decoders: Readonly<Record<string, Partial<CoderOptions>>>;
}

/** An encoder or a decoder: hidden layers of ReLU between features and latent. None makes it linear. */
export interface CoderOptions {
  /** widths of the hidden layers, first to last */
  readonly hidden: readonly number[];
  /** probability with which a hidden unit is left out of a training step */
  readonly dropout: number;
  readonly normalisation: 'none' | 'layer';
  /** whether a hidden layer as wide as the one before adds to it */
  readonly residual: boolean;
  /** for features that are pictures; null where they are not */
  readonly convolution: ConvolutionOptions | null;
}

/** Convolutions of 3×3 and stride 2 between features and hidden layers: each halves height and width. */
export interface ConvolutionOptions {
  /** of the picture that the features are, row by row, channels fastest; a spectrogram has frames, bands and one channel */
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** channels after each convolution, from the features inwards */
  readonly filters: readonly number[];
}

export type ReconstructionLoss = 'squaredError' | 'cosine' | 'multinomial';

/** A weight a term, 0 to leave it out; a network has decoders where it reconstructs and a head where it learns codes. */
export interface ObjectiveOptions {
  /**
   * What is fused in a step, for every row: what is present (`joint`); that and each modality alone (`singles`); every non-empty
   * subset (`every`); what is present and so many random subsets (a number).
   */
  readonly subsets: 'joint' | 'singles' | 'every' | number;
  /** every subset rebuilds every modality present */
  readonly reconstruction: number;
  readonly reconstructionLoss: ReconstructionLoss;
  /** a modality's loss, where it differs */
  readonly reconstructionLosses: Readonly<Record<string, ReconstructionLoss>>;
  /** how the modalities' reconstruction losses are balanced */
  readonly balance: 'fixed' | 'learned';
  /** a modality's own latent near the joint one, which is held still */
  readonly agreement: number;
  /** a modality's latent spread out over every dimension */
  readonly variance: number;
  /** the dimensions of a modality's latent uncorrelated */
  readonly covariance: number;
  /** the fused Gaussian near the standard normal */
  readonly divergence: number;
  /** epochs over which `divergence` grows from 0 to its weight */
  readonly divergenceWarmUpEpochs: number;
  /** every subset predicts the row's code */
  readonly codes: number;
}

export interface TrainingOptions {
  readonly epochs: number;
  /** steps taken at least: more epochs than `epochs` where train is small */
  readonly minSteps: number;
  /** rows a step; an epoch is cut into equal batches of about this size */
  readonly batchSize: number;
  readonly learningRate: number;
  readonly schedule: 'constant' | 'cosine' | 'plateau';
  /** epochs without a better validation loss that `plateau` bears before it lowers the learning rate to a tenth */
  readonly plateauPatience: number;
  /** steps over which the learning rate grows from 0 */
  readonly warmUpSteps: number;
  /** decoupled, as in AdamW */
  readonly weightDecay: number;
  /** longest gradient; longer ones are scaled to it */
  readonly clipNorm: number;
  /** epochs without a better validation loss before a network stops and its best weights return; null trains to the end */
  readonly patience: number | null;
  /** probability with which a row of a batch takes one of the modality's augmented copies, each as likely */
  readonly copyProbability: number;
  /** a modality's, where it differs */
  readonly copyProbabilities: Readonly<Record<string, number>>;
  /** probability with which a modality present is left out of a row's inputs; one always stays */
  readonly modalityDropout: number;
  /** probability with which an input number is zeroed; what stays is scaled up */
  readonly inputDropout: number;
  /** standard deviation of the normal noise added to the inputs */
  readonly inputNoise: number;
}

/** `Options` as they may be written: what is left out takes its default. */
export type Written<Options> = Options extends readonly unknown[]
  ? Options
  : Options extends object
    ? { readonly [Key in keyof Options]?: Written<Options[Key]> }
    : Options;
