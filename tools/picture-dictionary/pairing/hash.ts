import { createHash } from 'node:crypto';

/** A number in [0, 1) that depends on a seed and a key only, so that an item keeps its draw when others come or go. */
export function drawOf(seed: number, key: string): number {
  return createHash('sha256').update(`${seed}:${key}`).digest().readUIntBE(0, 6) / 2 ** 48;
}

/** The items in an order drawn by their keys. */
export function shuffledBy<Item>(items: readonly Item[], seed: number, keyOf: (item: Item) => string): Item[] {
  const drawn = items.map((item) => ({ item, key: keyOf(item), draw: drawOf(seed, keyOf(item)) }));
  return drawn.sort((a, b) => a.draw - b.draw || (a.key < b.key ? -1 : 1)).map(({ item }) => item);
}
