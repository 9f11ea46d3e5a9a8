import { seededRandom } from '@mmae/random';

/** At most `maxItems` of the items, drawn at random without replacement, in their original order. */
export function drawItems<Item>(items: readonly Item[], maxItems: number, seed: number): Item[] {
  return Array.from(seededRandom(seed).permutation(items.length).subarray(0, maxItems).sort(), (index) => items[index]);
}
