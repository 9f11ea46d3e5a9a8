import type { Archive, Tag } from '@mmae/archive-store';
import type { Random } from '@mmae/random';
import { descending } from './ordered.ts';

/** The share of samples as similar as this that are about the same, by cosine: steps that never fall. */
export interface ConfidenceCurve {
  /** ascending */
  readonly cosines: readonly number[];
  /** 0 … 1, one per cosine */
  readonly shares: readonly number[];
}

const numQueries = 60;
/** For each query these many of its nearest samples, and as many others. */
const numPairsEach = 15;
/** Fewer pairs calibrate nothing. */
const minPairs = 100;
/** Where even the most similar samples share a tag more rarely, the tags are too unsure to judge by: nothing is better than "1 %" next to a perfect hit. */
const minShare = 0.1;

/** Samples as queries, and how similar each of them is to the samples of a gallery. */
export interface CalibrationSource {
  /** samples that are queries */
  readonly queryKeys: Uint32Array;
  readonly galleryKeys: Uint32Array;
  /** similarity of a query with each of `galleryKeys`, NaN for none */
  similarities(queryKey: number): Float32Array;
}

/**
 * Learns from the tags of an archive what a cosine is worth: pairs of samples, the one as a query by one modality, the other as what it is compared with; two
 * samples are about the same with the probability that they share a tag, `1 − Π (1 − pᵢ pⱼ)` over their labels, where p is 1 for a label that a person accepted,
 * 0 for a rejected one, else the confidence of the machine. The curve is the isotonic fit of it.
 *
 * @returns undefined if the archive has too few samples with tags, or tags that are too unsure
 */
export function fitConfidence(
  archive: Pick<Archive, 'tagsOfAll'>,
  { queryKeys, galleryKeys, similarities }: CalibrationSource,
  random: Random,
): ConfidenceCurve | undefined {
  const chosen = random.permutation(queryKeys.length).subarray(0, numQueries);
  const pairs = Array.from(chosen).flatMap((i) => {
    const query = queryKeys[i]!;
    const values = similarities(query).map((value, at) => (galleryKeys[at] === query ? NaN : value));
    const nearest = descending(values);
    const others = nearest.length > 0 ? Array.from({ length: numPairsEach }, () => nearest[random.integer(nearest.length)]!) : [];
    return [...nearest.subarray(0, numPairsEach), ...others].map((at) => ({ cosine: values[at]!, query, other: galleryKeys[at]! }));
  });
  const tags = archive.tagsOfAll([...new Set(pairs.flatMap(({ query, other }) => [query, other]))]);
  const tagged = pairs.filter(({ query, other }) => tags.get(query)?.length && tags.get(other)?.length);
  if (tagged.length < minPairs) return undefined;
  const curve = isotonic(tagged.map(({ cosine, query, other }) => ({ cosine, share: shareTag(tags.get(query)!, tags.get(other)!) })));
  return curve.shares.at(-1)! >= minShare ? curve : undefined;
}

/** The probability that two samples share a label. */
export function shareTag(a: readonly Tag[], b: readonly Tag[]): number {
  const others = new Map(b.map((tag) => [tag.label, probability(tag)]));
  return 1 - a.reduce((product, tag) => product * (1 - probability(tag) * (others.get(tag.label) ?? 0)), 1);
}

function probability({ verdict, machine }: Tag): number {
  if (verdict !== undefined) return verdict === 'accepted' ? 1 : 0;
  return machine?.confidence ?? 1;
}

/** Least squares among curves that never fall, by pooling adjacent violators. */
export function isotonic(points: readonly { readonly cosine: number; readonly share: number }[]): ConfidenceCurve {
  const pools: { cosine: number; sum: number; count: number }[] = [];
  for (const { cosine, share } of [...points].sort((a, b) => a.cosine - b.cosine)) {
    pools.push({ cosine, sum: share, count: 1 });
    while (pools.length > 1 && mean(pools.at(-2)!) >= mean(pools.at(-1)!)) {
      const { sum, count } = pools.pop()!;
      const pool = pools.at(-1)!;
      pool.sum += sum;
      pool.count += count;
    }
  }
  return { cosines: pools.map(({ cosine }) => cosine), shares: pools.map(mean) };
}

const mean = ({ sum, count }: { sum: number; count: number }) => sum / count;

/** The share at a cosine: that of the last step that begins at or below it. */
export function confidenceAt({ cosines: steps, shares }: ConfidenceCurve, cosine: number): number {
  let [from, to] = [0, steps.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (steps[middle]! <= cosine) from = middle + 1;
    else to = middle;
  }
  return shares[Math.max(0, from - 1)]!;
}
