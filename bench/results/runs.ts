// The runs of docs/results.md, each trained with every seed.
import type { RowChoice } from './rows.ts';

/** An experiment and its overrides. */
export interface Run {
  readonly experiment: string;
  /** overrides `path.to.key=value` */
  readonly set?: readonly string[];
  readonly rows?: RowChoice;
  readonly hasControls?: boolean;
  /** trained on the sample corpus in place of `--data` */
  readonly onSampleCorpus?: boolean;
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
/**
 * As many codes as labels, so that comparisons do not depend on the number that `full` chooses without labels. `fullChosen` is the shipped setting.
 */
const codes = (numLabels: number) => `codes.numClusters=${numLabels}`;
const withoutBaselines = baselineNames.map((name) => `baselines.${name}=null`);

export const runs = {
  plain: { experiment: 'plain', set: withoutBaselines },
  reconstruct: { experiment: 'reconstruct', set: withoutBaselines },
  privatePart: { experiment: 'reconstruct', set: [...withoutBaselines, 'model.stages.reconstruct.network.privateDim=64'] },
  full: { experiment: 'full', set: [codes(34)] },
  fullChosen: { experiment: 'full' },
  controls: { experiment: 'full', set: [...withoutBaselines, codes(34)], hasControls: true },
  commonLabels: { experiment: 'full', rows: 'commonLabels', set: [codes(10)] },
  unrepeated: { experiment: 'full', rows: 'unrepeated', set: [codes(34)] },
  unrepeatedConsensus: { experiment: 'full', rows: 'unrepeated', set: [...withoutBaselines, codes(34), 'codes.networks=true'] },
  unrepeatedThree: { experiment: 'full', rows: 'unrepeated', set: [...withoutBaselines, codes(34), 'model.stages.agree.numNetworks=3'] },
  consensus: { experiment: 'full', set: [...withoutBaselines, codes(34), 'codes.networks=true'] },
  noCopies: {
    experiment: 'full',
    set: [...withoutBaselines, codes(34), ...['image', 'audio', 'text'].map((modality) => `media.${modality}.augment=false`)],
  },
  quick: { experiment: 'quick', set: [codes(10)], hasControls: true, onSampleCorpus: true },
} satisfies Record<string, Run>;

export type RunName = keyof typeof runs;
