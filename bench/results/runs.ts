// The runs of docs/results.md.
import type { RowChoice } from './rows.ts';

/** An experiment and its overrides. */
export interface Run {
  readonly experiment: string;
  /** overrides `path.to.key=value` */
  readonly set?: readonly string[];
  readonly rows?: RowChoice;
  /** names of the controls to train; `all` for every one that applies */
  readonly controls?: readonly string[] | 'all';
  /** trained on the sample corpus in place of `--data` */
  readonly onSampleCorpus?: boolean;
  /** how many of the seeds it is trained with; default all */
  readonly maxSeeds?: number;
  /** minutes on one core, roughly: the longest are started first */
  readonly minutes: number;
}

const baselineNames = [
  'raw',
  'pca',
  'pcaFilled',
  'pcaPerModality',
  'pcaPerModalityWhitened',
  'mcca',
  'mccaForRetrieval',
  'selfLabelledMcca',
];
/** As many codes as labels, so that comparisons do not depend on the number that is chosen without labels. */
const codes = (numLabels: number) => `codes.numClusters=${numLabels}`;
const selfLabelled = (numLabels: number) => `baselines.selfLabelledMcca.numClusters=${numLabels}`;
const withoutBaselines = baselineNames.map((name) => `baselines.${name}=null`);
const withoutTags = ['tags=false', 'previews.numSamples=0'];
const modelAlone = [...withoutBaselines, ...withoutTags];
const withoutPrior = ['agreement', 'variance', 'covariance'].map((term) => `model.stages.reconstruct.objective.${term}=0`);
const latentAlone = 'model.stages.latent.objective.reconstruction=0';
/** `full` on one modality, without the settings of the others. */
const oneModality = (modality: string): Run => {
  const ofImages = ['training.copyProbabilities.image=null'];
  const ofTexts = ['network.encoders.text=null'];
  const ofOthers = [...(modality === 'image' ? [] : ofImages), ...(modality === 'text' ? [] : ofTexts)];
  const stages = ['reconstruct', 'latent'];
  return {
    experiment: 'full',
    set: [
      ...modelAlone,
      `modalities=["${modality}"]`,
      ...stages.flatMap((stage) => ofOthers.map((setting) => `model.stages.${stage}.${setting}`)),
    ],
    maxSeeds: 1,
    minutes: 5,
  };
};

export const runs = {
  full: { experiment: 'full', set: [selfLabelled(34), ...withoutTags], controls: ['untrained'], minutes: 15 },
  tagged: { experiment: 'full', set: [...withoutBaselines, 'previews.numSamples=0'], maxSeeds: 1, minutes: 24 },
  shuffled: { experiment: 'full', set: modelAlone, controls: ['shuffledPairs'], maxSeeds: 1, minutes: 23 },
  codes: { experiment: 'codes', set: [...modelAlone, codes(34)], controls: ['labelsAsCodes'], maxSeeds: 1, minutes: 13 },
  latentAlone: { experiment: 'full', set: [...modelAlone, latentAlone], maxSeeds: 1, minutes: 7 },
  reconstruct: { experiment: 'reconstruct', set: modelAlone, maxSeeds: 1, minutes: 5 },
  featuresAlone: { experiment: 'reconstruct', set: [...modelAlone, ...withoutPrior], maxSeeds: 1, minutes: 5 },
  plain: { experiment: 'plain', set: modelAlone, maxSeeds: 1, minutes: 2 },
  commonLabels: { experiment: 'full', rows: 'commonLabels', set: [selfLabelled(10), ...withoutTags], maxSeeds: 1, minutes: 9 },
  unrepeated: { experiment: 'full', rows: 'unrepeated', set: [selfLabelled(34), ...withoutTags], minutes: 6 },
  unrepeatedReconstruct: { experiment: 'reconstruct', rows: 'unrepeated', set: modelAlone, maxSeeds: 1, minutes: 3 },
  unrepeatedCodes: { experiment: 'codes', rows: 'unrepeated', set: [...modelAlone, codes(34)], maxSeeds: 1, minutes: 4 },
  quick: { experiment: 'quick', controls: 'all', onSampleCorpus: true, minutes: 4 },
  latentOfFeatures: { experiment: 'full', set: [...modelAlone, ...withoutPrior], maxSeeds: 1, minutes: 9 },
  notSmoothed: { experiment: 'full', set: [...modelAlone, 'latents.numSmoothings=0'], maxSeeds: 1, minutes: 9 },
  ownCodes: { experiment: 'codes', set: [...modelAlone, codes(34), 'codes.networks=true', 'codes.mcca=null'], maxSeeds: 1, minutes: 7 },
  noCopies: {
    experiment: 'full',
    set: [...modelAlone, ...['image', 'audio', 'text'].map((modality) => `media.${modality}.augment=false`)],
    maxSeeds: 1,
    minutes: 9,
  },
  privatePart: { experiment: 'full', set: [...modelAlone, 'model.stages.latent.network.privateDim=64'], maxSeeds: 1, minutes: 9 },
  imageAlone: oneModality('image'),
  audioAlone: oneModality('audio'),
  textAlone: oneModality('text'),
  wordsKept: { experiment: 'full', set: [...modelAlone, 'media.text.maskLabels=false'], maxSeeds: 1, minutes: 9 },
} satisfies Record<string, Run>;

export type RunName = keyof typeof runs;

/** A run with a seed, in a folder of its own. */
export interface Job {
  readonly name: RunName;
  readonly run: Run;
  readonly seed: number;
}

/** Every run with each of its seeds, the longest first. @throws RangeError for an unknown name */
export function jobsOf(seeds: readonly number[], only: readonly string[] = Object.keys(runs)): Job[] {
  const unknown = only.find((name) => !Object.hasOwn(runs, name));
  if (unknown !== undefined) throw new RangeError(`results: expected --only out of ${Object.keys(runs).join(', ')}, got ${unknown}.`);
  const named = Object.entries(runs as Record<RunName, Run>) as [RunName, Run][];
  return named
    .filter(([name]) => only.includes(name))
    .flatMap(([name, run]) => seeds.slice(0, run.maxSeeds).map((seed) => ({ name, run, seed })))
    .sort((a, b) => b.run.minutes - a.run.minutes);
}
