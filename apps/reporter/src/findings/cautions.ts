import { hasTooFewItems, mainScores, maxTriedClusters, type Results } from '@mmae/scoring';
import { toCount, toCounted } from '../page/numbers.ts';
import { clusterLabelsOf } from './cluster-labels.ts';
import { controlFindings } from './controls.ts';

/** What a careful reader should know before believing the numbers; each a sentence. */
export function cautions(results: Results): string[] {
  const { run, split } = results;
  const { numSamples, numClusters } = mainScores(results);
  const found: (string | undefined)[] = [
    split === 'validation'
      ? `${testSplit(results)}: the numbers are of the validation split, on which the training was stopped and may flatter.`
      : undefined,
    sizeCaution(results, numSamples),
    mixedCaution(results),
    fewGroupsCaution(results),
    numClustersCaution(results, numClusters),
    ...controlFindings(results),
    run.controls.length === 0
      ? `No controls were trained (--controls): whether the gain comes from the pairing of the media is not shown here.`
      : undefined,
    run.skipped.length > 0 ? `${toCount(run.skipped.length)} media could not be used; the reasons are listed under Data.` : undefined,
    ...run.remarks,
    ...results.leftOut.map((sentence) => `Left out: ${sentence}`),
  ];
  return found.filter((sentence) => sentence !== undefined);
}

function testSplit({ run }: Results): string {
  const numTest = run.samples.filter(({ split, present }) => split === 'test' && present.length > 0).length;
  return numTest === 0 ? 'There is no test split' : `The test split has ${toCounted(numTest, 'item')}, too few to score`;
}

function sizeCaution(results: Results, numSamples: number): string | undefined {
  if (hasTooFewItems(results)) {
    return `Only ${toCount(numSamples)} items are scored, too few to tell: their intervals are at least as wide as those of a share of ${toCount(numSamples)} (Wilson), and no method is called better than another.`;
  }
  return results.labelling.scores && numSamples < 300
    ? `Only ${toCount(numSamples)} items were held out: the intervals are wide.`
    : undefined;
}

/** How many clusters have no label of their own: nothing in them counts as correct. */
function mixedCaution(results: Results): string | undefined {
  const names = clusterLabelsOf(results);
  const numUsed = new Set(results.clustering.clusters.filter((cluster) => cluster >= 0)).size;
  const numMixed = numUsed - (names?.size ?? numUsed);
  if (numMixed === 0) return undefined;
  return `${toCounted(numMixed, 'cluster')} of ${numUsed} ${numMixed === 1 ? 'is' : 'are'} mixed: no label has more than half of the labelled training items there, so no item in them counts as correct.`;
}

/** Items of one group resemble each other; drawn one by one they make an interval look narrower than it is. */
function fewGroupsCaution({ run, split, evaluation }: Results): string | undefined {
  const groups = new Set(run.samples.filter((sample) => sample.split === split).map(({ group }) => group));
  const areDrawnAlone = String(evaluation.settings.drawnTogether).startsWith('nothing');
  if (groups.has(undefined) || !areDrawnAlone) return undefined;
  return `The held-out items belong to only ${groups.size} groups of the manifest, so the intervals take each item by itself: for data from elsewhere they are too narrow.`;
}

function numClustersCaution({ evaluation, run }: Results, numClusters: number): string {
  if (evaluation.settings.numClustersFrom === 'labels')
    return `The number of clusters, ${numClusters}, was taken from the labels of the training items; nothing else was.`;
  const numTrain = run.samples.filter(({ split }) => split === 'train').length;
  return maxTriedClusters(numTrain) > 2
    ? `The number of clusters, ${numClusters}, was chosen by silhouette.`
    : `The number of clusters, ${numClusters}, is the smallest: there are too few training items to choose one.`;
}
