import type { ReviewList, TagView } from '@mmae/archive-server';
import { tagsOf } from '../state/tags.ts';

export type Item = ReviewList['items'][number];

export const itemKey = ({ sample, tag }: Item): string => `${sample.id}\n${tag.label}`;

/** The tag of an item as it is now, which others may have decided on since the queue was read. */
export const tagNow = ({ sample, tag }: Item): TagView => tagsOf(sample).find(({ label }) => label === tag.label) ?? tag;

/** The index of the next item without a verdict: after the given one, else before it, else the given one's own. */
export function nextUndecided(
  items: readonly Item[],
  index: number,
  isDecided = (item: Item) => tagNow(item).verdict !== undefined,
): number {
  for (let step = 1; step < items.length; step++) {
    const at = (index + step) % items.length;
    if (!isDecided(items[at]!)) return at;
  }
  return index;
}
