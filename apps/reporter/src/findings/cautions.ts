import { toCount } from '../page/numbers.ts';
import { mainScores, type Results } from '../results.ts';
import { controlFindings } from './controls.ts';

/** What a careful reader should know before believing the numbers; each a sentence. */
export function cautions(results: Results): string[] {
  const { run, split } = results;
  const { numSamples, numClusters, nmi } = mainScores(results);
  const found: (string | undefined)[] = [
    split === 'validation'
      ? 'There is no test split: the numbers are of the validation split, on which the training was stopped and may flatter.'
      : undefined,
    nmi !== undefined && numSamples < 300 ? `Only ${toCount(numSamples)} items were held out: the intervals are wide.` : undefined,
    fewGroupsCaution(results),
    numClustersCaution(results, numClusters),
    ...controlFindings(results),
    run.controls.length === 0
      ? `No controls were trained (--controls): whether the gain comes from the pairing of the media is not shown here.`
      : undefined,
    run.skipped.length > 0 ? `${toCount(run.skipped.length)} media could not be used; the reasons are listed under Data.` : undefined,
    ...run.remarks,
  ];
  return found.filter((sentence) => sentence !== undefined);
}

/** Items of one group resemble each other; drawn one by one they make an interval look narrower than it is. */
function fewGroupsCaution({ run, split, evaluation }: Results): string | undefined {
  const groups = new Set(run.samples.filter((sample) => sample.split === split).map(({ group }) => group));
  const areDrawnAlone = String(evaluation.settings.drawnTogether).startsWith('nothing');
  if (groups.has(undefined) || !areDrawnAlone) return undefined;
  return `The held-out items belong to only ${groups.size} groups of the manifest, so the intervals take each item by itself: for data from elsewhere they are too narrow.`;
}

function numClustersCaution({ evaluation }: Results, numClusters: number): string {
  return evaluation.settings.numClustersFrom === 'labels'
    ? `The number of groups, ${numClusters}, was taken from the labels of the training items; nothing else was.`
    : `The number of groups, ${numClusters}, was chosen by silhouette.`;
}
