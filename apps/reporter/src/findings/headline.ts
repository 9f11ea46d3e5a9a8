import {
  baselinesOf,
  contextMethod,
  hasTooFewItems,
  mainScores,
  measureOf,
  methodName,
  minReliableItems,
  scoresOf,
  type Results,
} from '@mmae/scoring';
import { toCount, toCounted, toScore } from '../page/numbers.ts';
import { relationTo, verdictOn, type Verdict } from './verdict.ts';

/** The outcome of a run in words, for readers who do not know what an autoencoder is. */
export interface Headline {
  readonly title: string;
  readonly sentences: readonly string[];
}

export function headline(results: Results): Headline {
  return { title: titleOf(results), sentences: [whatWasDone(results), ...outcome(results)] };
}

function titleOf(results: Results): string {
  const { rightCluster, numClusters, numSamples } = mainScores(results);
  if (rightCluster === undefined) return `The archive falls into ${toCounted(numClusters, 'cluster')}`;
  const areFew = hasTooFewItems(results);
  const [count, total] = areFew ? [Math.round(rightCluster * numSamples), numSamples] : [Math.round(100 * rightCluster), 100];
  const items = results.split === 'test' ? 'unseen items' : 'validation items';
  return `${count} of ${total} ${items} land in the correct cluster (of\u00a0${numClusters})${areFew ? ': too few items to judge' : ''}`;
}

function whatWasDone(results: Results): string {
  const { main, run, split } = results;
  const { numSamples, numClusters } = mainScores(results);
  const items = split === 'test' ? `${toCount(numSamples)} unseen items` : `${toCount(numSamples)} items of the validation split`;
  const clusters = numClusters > numSamples ? `one of ${toCounted(numClusters, 'cluster')} each` : toCounted(numClusters, 'cluster');
  return `${methodName(main)} assigned ${items} to ${clusters}, using only their ${joined(run.modalities)}. It saw no labels in training.`;
}

function outcome(results: Results): string[] {
  const { canScore, reasons } = results.labelling;
  if (!canScore) return [`${capitalized(reasons.join('; '))}, so the clusters cannot be scored: judge them by the examples below.`];
  if (hasTooFewItems(results)) return [tooFewItems(results)];
  const firstHit = verdictOn(results, 'recallAt1');
  const [from, to] = results.run.modalities;
  const search =
    firstHit &&
    `In searches from one modality to another, such as from ${from} to ${to}, ${Math.round(100 * firstHit.value)} of 100 first hits have the correct label.`;
  return [comparison(results), inContext(results), search].filter((sentence) => sentence !== undefined);
}

const tooFewItems = (results: Results) =>
  `With fewer than ${minReliableItems} scored items, this report does not judge how good that is${baselinesOf(results).length > 0 ? ' or which method is better' : ''}.`;

/** How the main method compares with its baselines; undefined if it has none. */
function comparison(results: Results): string | undefined {
  const [nmi, ari] = ['nmi', 'ari'].map((key) => verdictOn(results, key));
  if (!nmi?.baseline || !ari) return undefined;
  return `${summarized(methodName(results.main), methodName(nmi.baseline.method), [nmi.relation, ari.relation])}.`;
}

/** What the samples before and after it bring to a sample; undefined for a run without context. */
function inContext(results: Results): string | undefined {
  const scores = scoresOf(results, contextMethod);
  const [own, context] = [mainScores(results), scores].map((each) => each && measureOf('nmi').of(each));
  if (own === undefined || context === undefined) return undefined;
  const verdict = { worse: 'significantly more', better: 'significantly less', unclear: 'no significant difference' };
  const relation = verdict[relationTo(results, contextMethod, 'nmi')];
  return `In context, among the other items of their asset, NMI is ${toScore(context)} instead of ${toScore(own)}: ${relation}.`;
}

/** One statement from the comparisons by NMI and by ARI. */
function summarized(name: string, baseline: string, relations: readonly Verdict['relation'][]): string {
  const [isBetter, isWorse, isUnclear] = (['better', 'worse', 'unclear'] as const).map((relation) => relations.includes(relation));
  if (isBetter && isWorse) return `Whether ${name} or ${baseline} clusters this archive better depends on the measure`;
  if (isBetter && isUnclear) return `${name} clusters this archive at least as well as the best baseline, ${baseline}`;
  if (isBetter) return `${name} clusters this archive better than every baseline`;
  if (isWorse && isUnclear) return `${name} clusters this archive no better than ${baseline}`;
  if (isWorse) return `${baseline} clusters this archive better than ${name}`;
  return `${name} clusters this archive about as well as the best baseline, ${baseline}`;
}

const capitalized = (sentence: string) => sentence.charAt(0).toUpperCase() + sentence.slice(1);

/** "a, b and c" */
const joined = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
