// The tables of docs/results.md, by the name of their section.
import type { DictionaryRunName, PretrainedRunName, RunName } from './runs.ts';
import { clusteringColumns, pairColumns, tagColumns, toTable, varianceColumns } from './scores.ts';
import type { ScoredRun } from './train-and-score.ts';

/** A line of a clustering table: its name, the run, and the method, if it is not the model. */
type Line<Name extends string = RunName> = readonly [name: string, run: Name, method?: string];

type Scored<Name extends string = RunName> = Readonly<Record<Name, readonly ScoredRun[]>>;

const rivalsOf = <Name extends string>(run: Name): Line<Name>[] => [
  ['PCA', run, 'pca'],
  ['PCA per modality, whitened', run, 'pcaPerModalityWhitened'],
  ['MCCA, for clusters', run, 'mcca'],
  ['MCCA, for retrieval', run, 'mccaForRetrieval'],
  ['MCCA, self-labelled', run, 'selfLabelledMcca'],
];

const clusteringTables: Readonly<Record<string, readonly Line[]>> = {
  main: [
    ['plain MMAE: joint reconstruction only', 'plain'],
    ['features reconstructed from every subset', 'featuresAlone'],
    ['the same with agreement and decorrelation (`reconstruct`)', 'reconstruct'],
    ['then its smoothed latent reconstructed, without the features', 'latentAlone'],
    ['**`full`: the latent and the features**', 'full'],
    ['clusters of an MCCA in place of the latent (`codes`)', 'codes'],
    ...rivalsOf('full'),
    ['control: pairs shuffled', 'shuffled', 'control.shuffledPairs'],
    ['control: untrained', 'full', 'control.untrained'],
    ['control: images alone', 'imageAlone'],
    ['control: audio alone', 'audioAlone'],
    ['control: texts alone', 'textAlone'],
    ['control: label words kept', 'wordsKept'],
  ],
  commonLabels: [['**`full`**', 'commonLabels'], ...rivalsOf('commonLabels')],
  unrepeated: [
    ['**`full`**', 'unrepeated'],
    ['its first stage alone (`reconstruct`)', 'unrepeatedReconstruct'],
    ['clusters of an MCCA in place of the latent (`codes`)', 'unrepeatedCodes'],
    ...rivalsOf('unrepeated'),
  ],
  parts: [
    ['`full` as shipped', 'full'],
    ['first stage without agreement and decorrelation', 'latentOfFeatures'],
    ['latent not smoothed', 'notSmoothed'],
    ['clusters of the first stage in place of its latent', 'ownCodes'],
    ['no augmented copies', 'noCopies'],
    ['with a private latent of 64 per modality', 'privatePart'],
    ['ceiling: labels in place of the latent', 'codes', 'control.labelsAsCodes'],
  ],
  quick: [
    ['**`quick`**', 'quick'],
    ...rivalsOf('quick').filter(([, , method]) => method !== 'selfLabelledMcca'),
    ['control: pairs shuffled', 'quick', 'control.shuffledPairs'],
    ['control: untrained', 'quick', 'control.untrained'],
  ],
};

const reconstructionLines: readonly Line[] = [
  ['plain', 'plain'],
  ['features reconstructed from every subset', 'featuresAlone'],
  ['`reconstruct`', 'reconstruct'],
  ['`full`', 'full'],
  ['`full` with a private latent of 64 per modality', 'privatePart'],
];

/** @param scored the finished runs with each seed @param numSeeds of a run that is trained with all of them */
export function tablesOf(scored: Scored, numSeeds: number): Record<string, string> {
  const clustering = Object.entries(clusteringTables).map(([name, lines]) => [name, clusteringTable(scored, numSeeds, lines)]);
  const lost = reconstructionLines.map(([name, run]) => ({ name, scores: scored[run].map(({ unexplained }) => unexplained) }));
  return {
    ...(Object.fromEntries(clustering) as Record<string, string>),
    reconstruction: toTable('share of variance lost, reconstructed from all', varianceColumns(['image', 'audio', 'text']), lost),
    tags: tagTable(scored.tagged),
    quickTags: tagTable(scored.quick),
  };
}

const pretrainedLines: readonly Line<PretrainedRunName>[] = [
  ['**`pretrained`**', 'pretrained'],
  ['WordLlama in place of MiniLM', 'pretrainedWordllama'],
  ...rivalsOf('pretrained' as const),
  ['images and texts, without audio', 'pretrainedImageText'],
  ['images alone', 'pretrainedImage'],
  ['audio alone', 'pretrainedAudio'],
  ['texts alone', 'pretrainedText'],
];

/** The table of pretrained encoders, as `tablesOf`. */
export const pretrainedTablesOf = (scored: Scored<PretrainedRunName>, numSeeds: number): Record<string, string> => ({
  pretrained: clusteringTable(scored, numSeeds, pretrainedLines),
});

const dictionaryLines: readonly Line<DictionaryRunName>[] = [
  ['**`full`**', 'dictionary'],
  ['its first stage alone (`reconstruct`)', 'dictionaryReconstruct'],
  ['raw features', 'dictionary', 'raw'],
  ...rivalsOf('dictionary' as const),
  ['control: untrained', 'dictionary', 'control.untrained'],
];

/** The table of the picture dictionary, as `tablesOf`. */
export const dictionaryTablesOf = (scored: Scored<DictionaryRunName>, numSeeds: number): Record<string, string> => ({
  dictionary: clusteringTable(scored, numSeeds, dictionaryLines, pairColumns),
});

function clusteringTable<Name extends string>(
  scored: Scored<Name>,
  numSeeds: number,
  lines: readonly Line<Name>[],
  columns = clusteringColumns,
): string {
  const rows = lines.map(([name, run, method = 'mmae']) => ({ name, scores: scored[run].map(({ methods }) => methods[method] ?? {}) }));
  return toTable(`mean of ${numSeeds} seeds`, columns, rows);
}

function tagTable(runs: readonly ScoredRun[]): string {
  if (runs.length === 0) return 'Not measured yet.';
  const subsets = Object.keys(runs[0].tags).filter((subset) => !subset.includes('+') || subset === 'audio+image+text');
  const rows = subsets.map((subset) => ({ name: subset.replaceAll('+', ' + '), scores: runs.map(({ tags }) => tags[subset]) }));
  return toTable('from', tagColumns, rows);
}
