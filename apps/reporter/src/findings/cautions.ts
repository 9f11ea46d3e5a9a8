import { methodName } from '../method-names.ts';
import { measureOf } from '../measures.ts';
import { toCount, toScore } from '../page/numbers.ts';
import { mainScores, type Results } from '../results.ts';

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
    ...results.run.controls.map((control) => controlFinding(results, control)),
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

/** A gain that survives a control does not come from what the control takes away. */
export function controlFinding(results: Results, control: string): string | undefined {
  const scores = results.evaluation.controls[control]?.[results.split];
  const nmi = measureOf('nmi');
  const [before, after] = [nmi.of(mainScores(results)), scores && nmi.of(scores)];
  if (before === undefined || after === undefined) return undefined;
  const interval = mainScores(results).intervals?.nmi;
  const survives = after >= (interval?.[0] ?? before);
  const change = `NMI ${survives ? 'is' : 'falls to'} ${toScore(after)} (${toScore(before)} without the control)`;
  const meaning = survives ? survivingMeaning[control] : fallingMeaning[control];
  return `Control, ${methodName(control)}: ${change}${meaning ? `; ${meaning}` : ''}.`;
}

const fallingMeaning: Readonly<Record<string, string>> = {
  shuffledPairs: 'the gain comes from which picture, sound and text belong together',
  untrained: 'the training did it, not the shape of the network',
};
const survivingMeaning: Readonly<Record<string, string>> = {
  shuffledPairs: 'the gain survives shuffled pairs, so it does not come from the pairing',
  untrained: 'a network that learnt nothing does as well',
};
