import { hasTooFewItems, mainScores, maxTriedClusters, type Results } from '@mmae/scoring';
import { toCount, toCounted } from '../page/numbers.ts';
import { clusterLabelsOf } from './clusters.ts';
import { controlFindings } from './controls.ts';

/** Fewer scored items than this have intervals worth a warning. */
const minItemsForNarrowIntervals = 300;

/** What a careful reader should know before relying on the scores; one sentence or two each. */
export function cautions(results: Results): string[] {
  const { run } = results;
  const found: (string | undefined)[] = [
    validationCaution(results),
    sizeCaution(results),
    mixedCaution(results),
    groupCaution(results),
    numClustersCaution(results),
    ...controlFindings(results),
    run.controls.length === 0
      ? 'No controls were trained (--controls), so this report cannot say whether the scores depend on the pairing of the modalities.'
      : undefined,
    run.skipped.length > 0
      ? `${toCounted(run.skipped.length, 'file or text', 'files or texts')} could not be used; the Data section lists why.`
      : undefined,
    ...encoderCautions(run),
    ...run.remarks,
    ...results.leftOut.map((sentence) => `Not reported: ${sentence}`),
  ];
  return found.filter((sentence) => sentence !== undefined);
}

/** Pretrained encoders bring what they have seen elsewhere, labels included. */
function encoderCautions({ config }: Results['run']): string[] {
  const encoders = (config.encoders ?? {}) as Readonly<Record<string, { name: string; trainedOn: string; labelsSeen: string }>>;
  return Object.entries(encoders).map(
    ([modality, { name, trainedOn, labelsSeen }]) =>
      `The features of ${modality} come from the pretrained encoder ${name}, trained on ${trainedOn}; labels seen: ${labelsSeen}. Do not compare these scores with those of a run without it.`,
  );
}

function validationCaution({ run, split }: Results): string | undefined {
  if (split !== 'validation') return undefined;
  const numTest = run.samples.filter(({ split: own, present }) => own === 'test' && present.length > 0).length;
  const reason = numTest === 0 ? 'There is no test split' : `The test split has only ${toCounted(numTest, 'item')}, too few to score`;
  return `${reason}: these are scores on the validation split. Training was stopped by it, so they may be optimistic.`;
}

function sizeCaution(results: Results): string | undefined {
  const { numSamples } = mainScores(results);
  if (hasTooFewItems(results)) {
    return `Only ${toCount(numSamples)} items are scored, too few to judge: every interval is at least as wide as the Wilson interval of a share of ${toCount(numSamples)} items, and no method is called better than another.`;
  }
  return results.labelling.canScore && numSamples < minItemsForNarrowIntervals
    ? `Only ${toCount(numSamples)} items were held out, so the intervals are wide.`
    : undefined;
}

function mixedCaution(results: Results): string | undefined {
  const names = clusterLabelsOf(results);
  const numUsed = new Set(results.clustering.clusters.filter((cluster) => cluster >= 0)).size;
  const numMixed = numUsed - (names?.size ?? numUsed);
  if (numMixed === 0) return undefined;
  return `${toCount(numMixed)} of ${toCounted(numUsed, 'cluster')} ${numMixed === 1 ? 'is' : 'are'} mixed: no label covers more than half of the labelled training items there, so none of the items there count as correct.`;
}

/** Items of one group resemble each other, so resampling them one by one makes intervals too narrow. */
function groupCaution({ run, split, evaluation }: Results): string | undefined {
  const groups = new Set(run.samples.filter((sample) => sample.split === split).map(({ group }) => group));
  const areDrawnAlone = String(evaluation.settings.drawnTogether).startsWith('nothing');
  if (groups.has(undefined) || !areDrawnAlone) return undefined;
  return `The held-out items come from only ${toCounted(groups.size, 'group')} of the manifest, too few to resample by group. The intervals treat items as independent and are too narrow for items from other groups.`;
}

function numClustersCaution(results: Results): string {
  const { evaluation, run } = results;
  const { numClusters } = mainScores(results);
  if (evaluation.settings.numClustersFrom === 'labels')
    return `The number of clusters (${numClusters}) is the number of labels in the training items. The model itself was trained without labels.`;
  const numTrain = run.samples.filter(({ split }) => split === 'train').length;
  return maxTriedClusters(numTrain) > 2
    ? `The number of clusters (${numClusters}) was chosen by silhouette, without labels.`
    : `The number of clusters (${numClusters}) is the minimum: there are too few training items to choose one.`;
}
