import { methodName } from '../method-names.ts';
import { toCount } from '../page/numbers.ts';
import { mainScores, type Results } from '../results.ts';
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
  const { accuracy, numClusters } = mainScores(results);
  if (accuracy === undefined) return `The archive falls into ${numClusters} groups`;
  return `${Math.round(100 * accuracy)} of 100 ${unseen(results)} are in the right one of ${numClusters} groups`;
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
  return `From ${joined(nouns, 'and')} alone, with no label seen in training, ${methodName(results.main)} put ${toCount(numSamples)} ${heldOut} into ${numClusters} groups.`;
}

function whatCameOut(results: Results): string[] {
  if (!verdictOn(results, 'accuracy'))
    return ['The data have no labels, so whether the groups are the right ones is for you to see below.'];
  const firstHit = verdictOn(results, 'recallAt1');
  const search =
    firstHit && `Asked with one medium for another, its first hit is of the right kind ${Math.round(100 * firstHit.value)} times in 100.`;
  return [comparison(results), search].filter((sentence) => sentence !== undefined);
}

/** "a, b and c" */
export const joined = (words: readonly string[], conjunction: 'and' | 'or'): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${conjunction} ${words.at(-1)}`;
