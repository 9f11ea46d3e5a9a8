import { methodName } from '../method-names.ts';
import { toCount, toPercent } from '../page/numbers.ts';
import { mainScores, type Results } from '../results.ts';
import { mediaKinds, modalityNoun } from './media-kinds.ts';
import { comparisonWords, verdictOn, type Verdict } from './verdict.ts';

/** What came out, in words for a reader who has never heard of an autoencoder. */
export interface Headline {
  readonly title: string;
  readonly sentences: readonly string[];
}

export function headline(results: Results): Headline {
  return { title: titleOf(results), sentences: [whatWasDone(results), ...whatCameOut(results)] };
}

function titleOf(results: Results): string {
  const name = methodName(results.main);
  const [nmi, ari] = ['nmi', 'ari'].map((key) => verdictOn(results, key));
  if (!nmi || !ari) return `${name} sorted the archive into ${mainScores(results).numClusters} groups`;
  if (!nmi.rival) return `${name} sorted the archive by itself: ${toPercent(mainScores(results).accuracy!)} of it into the right group`;
  return comparisonTitle(name, methodName(nmi.rival.method), [nmi.relation, ari.relation]);
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
  return `From ${joined(nouns, 'and')} alone, with no label seen in training, it put ${toCount(numSamples)} ${heldOut} into ${numClusters} groups.`;
}

function whatCameOut(results: Results): string[] {
  const accuracy = verdictOn(results, 'accuracy');
  if (!accuracy) return ['The data have no labels, so whether the groups are the right ones is for you to see below.'];
  const firstHit = verdictOn(results, 'recallAt1');
  const sentences = [
    `${Math.round(100 * accuracy.value)} of 100 are in the group that matches their label${accuracy.rival ? `; that is ${comparisonWords(accuracy, toPercent)}` : ''}.`,
  ];
  if (firstHit)
    sentences.push(
      `Asked with one medium for another, its first hit is of the right kind ${Math.round(100 * firstHit.value)} times in 100.`,
    );
  return sentences;
}

/** "a, b and c" */
export const joined = (words: readonly string[], conjunction: 'and' | 'or'): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${conjunction} ${words.at(-1)}`;
