import { singleModalityPrefix, chanceMap, hasTooFewItems, mainScores, measureOf, methodName, type Results } from '@mmae/scoring';
import { toScore } from '../page/numbers.ts';
import { mediaKinds, modalityNoun } from './media-kinds.ts';
import { relationTo, strongestRival } from './verdict.ts';

const nmi = measureOf('nmi');
const map = measureOf('map');

/** What each control says about where the scores come from, a sentence each; none for a run without labels or controls. */
export function controlFindings(results: Results): string[] {
  if (results.run.controls.length > 0 && hasTooFewItems(results)) return ['Too few items were scored to tell what the controls show.'];
  const findings = [shuffledPairs(results), untrained(results), alone(results), labelWordsLeft(results), labelsAsCodes(results)];
  return findings.filter((sentence) => sentence !== undefined);
}

/** NMI with and without the control, and whether the paired interval of the difference leaves 0 out. */
function nmiOf(results: Results, control: string) {
  const scores = results.evaluation.controls[control]?.[results.split];
  const [whole, controlled] = [nmi.of(mainScores(results)), scores && nmi.of(scores)];
  if (whole === undefined || controlled === undefined) return undefined;
  return { whole, controlled, scores: scores!, relation: relationTo(results, `control.${control}`, 'nmi') };
}

/** The pairing earns what is lost without it: all of the gain over the best baseline, some of it, or none. */
function shuffledPairs(results: Results): string | undefined {
  const found = nmiOf(results, 'shuffledPairs');
  if (!found) return undefined;
  const { whole, controlled, scores, relation } = found;
  const change = `With pairs shuffled in training NMI ${relation === 'better' ? 'falls to' : 'is'} ${toScore(controlled)} (from ${toScore(whole)})`;
  if (relation !== 'better') return `${change}: the gain survives shuffled pairs, so it does not come from the pairing.`;
  const rival = strongestRival(results, nmi);
  const chance = chanceMap(scores);
  const search = chance === undefined ? '' : `, search across media to mAP ${toScore(map.of(scores))} (chance ${toScore(chance)})`;
  if (rival && controlled > rival.value) {
    return `${change}${search}, still above the best baseline, ${methodName(rival.method)} (${toScore(rival.value)}): that part of the gain survives shuffled pairs, so it does not come from the pairing.`;
  }
  return `${change}${search}: what is gained comes from which media belong together.`;
}

function untrained(results: Results): string | undefined {
  const found = nmiOf(results, 'untrained');
  if (!found) return undefined;
  const [value, isLost] = [toScore(found.controlled), found.relation === 'better'];
  return isLost
    ? `Before its first step the same network reaches NMI ${value}: the training did it, not the shape of the network.`
    : `Before its first step the same network reaches NMI ${value}: a network that learnt nothing does as well.`;
}

/** All modalities alone in one sentence: several are worth their trouble only where none of them does as well. */
function alone(results: Results): string | undefined {
  const kinds = mediaKinds(results.run.previews);
  const each = results.run.controls
    .filter((control) => control.startsWith(singleModalityPrefix))
    .flatMap((control) => {
      const found = nmiOf(results, control);
      return found ? [{ noun: modalityNoun(kinds, control.slice(singleModalityPrefix.length)), ...found }] : [];
    })
    .sort((a, b) => b.controlled - a.controlled);
  if (each.length === 0) return undefined;
  const listed = each.map(({ noun, controlled }) => `${noun} ${toScore(controlled)}`).join(', ');
  const equal = each.find(({ relation }) => relation !== 'better');
  const meaning = equal ? `${equal.noun} alone does as well: the others add nothing that is seen here` : 'no medium does it alone';
  return `Trained on one medium alone the same model reaches NMI: ${listed}; all together ${toScore(each[0].whole)}: ${meaning}.`;
}

function labelWordsLeft(results: Results): string | undefined {
  const found = nmiOf(results, 'labelWordsLeft');
  if (!found) return undefined;
  const { controlled, whole, relation } = found;
  const effect =
    relation === 'worse'
      ? 'that much they would give away, and none of it is in the scores of this report'
      : 'they would give nothing away that is seen here';
  return `With the words of the labels left in the texts NMI would be ${toScore(controlled)} instead of ${toScore(whole)}: ${effect}.`;
}

/** A ceiling: what is left for better codes to win. */
function labelsAsCodes(results: Results): string | undefined {
  const found = nmiOf(results, 'labelsAsCodes');
  if (!found) return undefined;
  return `Told the labels themselves in place of the codes it finds, the last stage reaches NMI ${toScore(found.controlled)} (${toScore(found.whole)} without): a ceiling.`;
}
