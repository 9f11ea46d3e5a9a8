import { seededRandom } from '@mmae/random';

/** So many of the items at most, drawn, in their order. */
export function drawSome<Item>(items: readonly Item[], most: number, seed: number): Item[] {
  return Array.from(seededRandom(seed).permutation(items.length).subarray(0, most).sort(), (place) => items[place]);
}
