import type { Scores } from '@mmae/run-folder';
import { chanceMap, hasTooFewItems, mainScores, measureOf, methodName, singleModalityPrefix, type Results } from '@mmae/scoring';
import { toScore } from '../page/numbers.ts';
import { bestBaseline, relationTo, type Relation } from './verdict.ts';

const nmi = measureOf('nmi');
const map = measureOf('map');

/** What each control shows about the source of the scores, a sentence each; none for a run without labels or controls. */
export function controlFindings(results: Results): string[] {
  if (results.run.controls.length > 0 && hasTooFewItems(results)) return ['Too few items were scored to interpret the controls.'];
  const findings = [shuffledPairs(results), untrained(results), singleModalities(results), labelWordsLeft(results), labelsAsCodes(results)];
  return findings.filter((sentence) => sentence !== undefined);
}

interface ControlResult {
  /** NMI of the main method */
  readonly main: number;
  /** NMI of the control */
  readonly control: number;
  /** of the main method to the control */
  readonly relation: Relation;
  /** of the control */
  readonly scores: Scores;
}

function resultOf(results: Results, name: string): ControlResult | undefined {
  const scores = results.evaluation.controls[name]?.[results.split];
  const [main, control] = [nmi.of(mainScores(results)), scores && nmi.of(scores)];
  if (!scores || main === undefined || control === undefined) return undefined;
  return { main, control, scores, relation: relationTo(results, `control.${name}`, 'nmi') };
}

/** What is lost without the pairing is due to it: all of the gain over the best baseline, a part of it, or none. */
function shuffledPairs(results: Results): string | undefined {
  const found = resultOf(results, 'shuffledPairs');
  if (!found) return undefined;
  const { main, control, scores, relation } = found;
  if (relation !== 'better')
    return `Trained on shuffled pairs, the model still reaches NMI ${toScore(control)} (${toScore(main)} on correct pairs): its scores do not come from the pairing.`;
  const fall = `Trained on shuffled pairs, NMI falls from ${toScore(main)} to ${toScore(control)}`;
  const chance = chanceMap(scores);
  const search =
    chance === undefined ? '' : ` and mAP of search across modalities to ${toScore(map.of(scores))} (chance ${toScore(chance)})`;
  const best = bestBaseline(results, nmi);
  if (best && control > best.value) {
    return `${fall}${search}. It remains above the best baseline, ${methodName(best.method)} (${toScore(best.value)}): that part of the gain does not come from the pairing.`;
  }
  return `${fall}${search}: the scores come from learning which media belong together.`;
}

function untrained(results: Results): string | undefined {
  const found = resultOf(results, 'untrained');
  if (!found) return undefined;
  const meaning =
    found.relation === 'better' ? 'the scores come from training, not from the architecture' : 'training improves nothing measurably';
  return `Without any training, the network reaches NMI ${toScore(found.control)}: ${meaning}.`;
}

/** All single modalities in one sentence: using several pays only if none of them is as good alone. */
function singleModalities(results: Results): string | undefined {
  const each = results.run.controls
    .filter((name) => name.startsWith(singleModalityPrefix))
    .flatMap((name) => {
      const found = resultOf(results, name);
      return found ? [{ modality: name.slice(singleModalityPrefix.length), ...found }] : [];
    })
    .sort((a, b) => b.control - a.control);
  if (each.length === 0) return undefined;
  const listed = each.map(({ modality, control }) => `${toScore(control)} (${modality})`).join(', ');
  const asGood = each.find(({ relation }) => relation !== 'better');
  const meaning = asGood
    ? `${asGood.modality} alone is as good, so the other modalities add nothing measurable`
    : 'no single modality is enough';
  return `Trained on a single modality, the model reaches NMI ${listed}, compared with ${toScore(each[0].main)} on all of them: ${meaning}.`;
}

function labelWordsLeft(results: Results): string | undefined {
  const found = resultOf(results, 'labelWordsLeft');
  if (!found) return undefined;
  const effect =
    found.relation === 'worse' ? 'removing them keeps that advantage out of the scores' : 'the scores would not change measurably';
  return `With label words left in the texts, NMI would be ${toScore(found.control)} instead of ${toScore(found.main)}: ${effect}.`;
}

function labelsAsCodes(results: Results): string | undefined {
  const found = resultOf(results, 'labelsAsCodes');
  if (!found) return undefined;
  return `Trained on the labels in place of the codes it finds itself, the last stage reaches NMI ${toScore(found.control)} instead of ${toScore(found.main)}: an upper bound for better codes.`;
}
