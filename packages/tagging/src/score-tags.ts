import { macroF1 } from '@mmae/evaluation';
import { isRight, type TagTruth } from './tag-truth.ts';
import type { ScoredTag, TagKind } from './tags.ts';

/** Words per sample that are scored. */
export const numScoredWords = 5;

/**
 * The score of tags: for words the precision of the first five, over samples whose words are known; for labels the macro F1 of the first, over samples
 * whose label is known.
 *
 * @param proposals tags of each sample, most confident first within a kind
 * @returns undefined where no true tags are known
 */
export function scoreProposals(
  kind: TagKind,
  proposals: readonly (readonly ScoredTag[])[],
  truths: readonly TagTruth[],
): number | undefined {
  const pairs = truths.flatMap((truth, i) =>
    isKnown(kind, truth) ? [{ truth, tags: proposals[i].filter((tag) => tag.kind === kind) }] : [],
  );
  if (pairs.length === 0) return undefined;
  if (kind === 'label')
    return macroF1(
      pairs.map(({ truth }) => truth.label!),
      pairs.map(({ tags }) => tags[0]?.tag ?? ''),
    );
  const hits = pairs.map(({ truth, tags }) => tags.slice(0, numScoredWords).filter((tag) => isRight(tag, truth)).length / numScoredWords);
  return hits.reduce((sum, share) => sum + share, 0) / hits.length;
}

const isKnown = (kind: TagKind, { words, label }: TagTruth) => (kind === 'word' ? words : label) !== undefined;
