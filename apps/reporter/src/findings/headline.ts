import { baselinesOf, minReliableItems, hasTooFewItems, mainScores, methodName, type Results } from '@mmae/scoring';
import { toCount, toCounted } from '../page/numbers.ts';
import { mediaKinds, modalityNoun } from './media-kinds.ts';
import { verdictOn, type Verdict } from './verdict.ts';

/** What came out, in words for a reader who has never heard of an autoencoder. */
export interface Headline {
  readonly title: string;
  readonly sentences: readonly string[];
}

export function headline(results: Results): Headline {
  return { title: titleOf(results), sentences: [whatWasDone(results), ...whatCameOut(results)] };
}

const unseen = ({ split }: Results) => (split === 'test' ? 'unseen items' : 'held-out items');

function titleOf(results: Results): string {
  const { rightCluster, numClusters, numSamples } = mainScores(results);
  if (rightCluster === undefined) return `The archive falls into ${toCounted(numClusters, 'cluster')}`;
  const isFew = hasTooFewItems(results);
  const [count, total] = isFew ? [Math.round(rightCluster * numSamples), numSamples] : [Math.round(100 * rightCluster), 100];
  return `${count} of ${total} ${unseen(results)} land in the correct cluster (of\u00a0${numClusters})${isFew ? ': too few items to tell' : ''}`;
}

/** How that compares; undefined where nothing was compared. */
function comparison(results: Results): string | undefined {
  const name = methodName(results.main);
  const [nmi, ari] = ['nmi', 'ari'].map((key) => verdictOn(results, key));
  if (!nmi?.rival || !ari) return undefined;
  return `${comparisonTitle(name, methodName(nmi.rival.method), [nmi.relation, ari.relation])}.`;
}

/** What NMI and ARI together say of a method and its strongest rival. */
function comparisonTitle(name: string, rival: string, relations: readonly Verdict['relation'][]): string {
  const [isBetter, isWorse, isUnclear] = (['better', 'worse', 'unclear'] as const).map((relation) => relations.includes(relation));
  if (isBetter && isWorse) return `Whether ${name} or ${rival} sorts this archive better depends on the measure`;
  if (isBetter)
    return isUnclear
      ? `${name} sorts this archive at least as well as the best baseline, ${rival}`
      : `${name} sorts this archive better than every baseline`;
  if (isWorse)
    return isUnclear ? `${name} sorts this archive no better than ${rival} does` : `${rival} sorts this archive better than ${name} does`;
  return `${name} sorts this archive about as well as the best baseline, ${rival}`;
}

function whatWasDone(results: Results): string {
  const { run, split } = results;
  const { numSamples, numClusters } = mainScores(results);
  const kinds = mediaKinds(run.previews);
  const nouns = run.modalities.map((modality) => modalityNoun(kinds, modality));
  const heldOut = split === 'test' ? 'items that it had never seen' : 'items of the validation split (there is no test split)';
  const into = numClusters > numSamples ? ', each into one of' : ' into'; // few items cannot fill many clusters
  return `From ${joined(nouns, 'and')} alone, with no label seen in training, ${methodName(results.main)} put ${toCount(numSamples)} ${heldOut}${into} ${toCounted(numClusters, 'cluster')}.`;
}

function whatCameOut(results: Results): string[] {
  const { scores, reasons } = results.labelling;
  if (!scores) return [`${capitalized(reasons.join('; '))}, so whether the clusters are the right ones is for you to see below.`];
  if (hasTooFewItems(results)) return [tooFewToTell(results)];
  const firstHit = verdictOn(results, 'recallAt1');
  const search =
    firstHit && `Asked with one medium for another, its first hit is of the right kind ${Math.round(100 * firstHit.value)} times in 100.`;
  return [comparison(results), search].filter((sentence) => sentence !== undefined);
}

const tooFewToTell = (results: Results) =>
  `Below ${minReliableItems} scored items this report does not say how good that is${baselinesOf(results).length > 0 ? ', or whether another method does better' : ''}.`;

const capitalized = (sentence: string) => sentence.charAt(0).toUpperCase() + sentence.slice(1);

/** "a, b and c" */
export const joined = (words: readonly string[], conjunction: 'and' | 'or'): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${conjunction} ${words.at(-1)}`;
