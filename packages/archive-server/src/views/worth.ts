import type { ReviewedTag } from '@mmae/archive-store';
import type { ModelWorth } from '../api.ts';

const numBins = 10;

/** What the model is worth on what was reviewed: the share of its tags that people found right, in bins of confidence. Empty bins are left out. */
export function modelWorth(reviewed: readonly Pick<ReviewedTag, 'confidence' | 'isRight'>[]): ModelWorth {
  const bins = Array.from({ length: numBins }, (_, i) => reviewed.filter(({ confidence }) => binOf(confidence) === i));
  const numRight = countRight(reviewed);
  return {
    numReviewed: reviewed.length,
    ...(reviewed.length > 0 && { precision: numRight / reviewed.length }),
    bins: bins.flatMap((bin, i) =>
      bin.length === 0
        ? []
        : {
            ...{ from: i / numBins, to: (i + 1) / numBins, numReviewed: bin.length },
            precision: countRight(bin) / bin.length,
            interval: wilsonInterval(countRight(bin), bin.length),
          },
    ),
  };
}

const binOf = (confidence: number) => Math.min(numBins - 1, Math.floor(confidence * numBins));

const countRight = (tags: readonly Pick<ReviewedTag, 'isRight'>[]) => tags.filter(({ isRight }) => isRight).length;

/**
 * The 95 % interval of a share (Wilson 1927, doi:10.1080/01621459.1927.10502953).
 *
 * @param total at least 1
 */
export function wilsonInterval(count: number, total: number): readonly [low: number, high: number] {
  const z = 1.959963984540054;
  const share = count / total;
  const middle = share + (z * z) / (2 * total);
  const half = z * Math.sqrt((share * (1 - share)) / total + (z * z) / (4 * total * total));
  const scale = 1 + (z * z) / total;
  return [Math.max(0, (middle - half) / scale), Math.min(1, (middle + half) / scale)];
}
