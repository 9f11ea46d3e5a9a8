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
/** An experiment on some of the modalities, without the settings of the others. */
const withModalities = (experiment: string, modalities: readonly string[]): Run => {
  const ofImages = ['training.copyProbabilities.image=null'];
  const ofTexts = ['network.encoders.text=null'];
  const ofOthers = [...(modalities.includes('image') ? [] : ofImages), ...(modalities.includes('text') ? [] : ofTexts)];
  const stages = ['reconstruct', 'latent'];
  return {
    experiment,
    set: [
      ...modelAlone,
      `modalities=${JSON.stringify(modalities)}`,
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
  imageAlone: withModalities('full', ['image']),
  audioAlone: withModalities('full', ['audio']),
  textAlone: withModalities('full', ['text']),
  wordsKept: { experiment: 'full', set: [...modelAlone, 'media.text.maskLabels=false'], maxSeeds: 1, minutes: 9 },
} satisfies Record<string, Run>;

export type RunName = keyof typeof runs;

/** The runs on the embeddings of pretrained encoders: another table, by `--pretrained`. */
export const pretrainedRuns = {
  pretrained: { experiment: 'pretrained', set: [selfLabelled(34), ...withoutTags], minutes: 12 },
  pretrainedWordllama: { experiment: 'pretrained', set: [...modelAlone, 'text.options.encoder=wordllama'], maxSeeds: 1, minutes: 7 },
  pretrainedImageText: withModalities('pretrained', ['image', 'text']),
  pretrainedImage: withModalities('pretrained', ['image']),
  pretrainedAudio: withModalities('pretrained', ['audio']),
  pretrainedText: withModalities('pretrained', ['text']),
} satisfies Record<string, Run>;

export type PretrainedRunName = keyof typeof pretrainedRuns;

/** The runs on the picture dictionary: another table, by `--dictionary`. */
export const dictionaryRuns = {
  dictionary: { experiment: 'full', set: [selfLabelled(15), ...withoutTags], controls: ['untrained'], minutes: 5 },
  dictionaryReconstruct: { experiment: 'reconstruct', set: modelAlone, maxSeeds: 1, minutes: 2 },
} satisfies Record<string, Run>;

export type DictionaryRunName = keyof typeof dictionaryRuns;

/** A run with a seed, in a folder of its own. */
export interface Job<Name extends string = string> {
  readonly name: Name;
  readonly run: Run;
  readonly seed: number;
}

/** Every run with each of its seeds, the longest first. @throws RangeError for an unknown name */
export function jobsOf<Name extends string>(
  named: Readonly<Record<Name, Run>>,
  seeds: readonly number[],
  only: readonly string[] = Object.keys(named),
): Job<Name>[] {
  const unknown = only.find((name) => !Object.hasOwn(named, name));
  if (unknown !== undefined) throw new RangeError(`results: expected --only out of ${Object.keys(named).join(', ')}, got ${unknown}.`);
  return (Object.entries(named) as [Name, Run][])
    .filter(([name]) => only.includes(name))
    .flatMap(([name, run]) => seeds.slice(0, run.maxSeeds).map((seed) => ({ name, run, seed })))
    .sort((a, b) => b.run.minutes - a.run.minutes);
}
