import { createHash } from 'node:crypto';

const seed = 1;

/** A number in [0, 1) that depends on the seed and the key alone, so additions to the corpus leave the rest unchanged. */
export function fraction(key) {
  return createHash('sha256').update(`${seed}:${key}`).digest().readUInt32BE(0) / 2 ** 32;
}

/** A number in [low, high) that depends on the key. */
export const between = (low, high, key) => low + (high - low) * fraction(key);

/** One of the items, chosen by the key. */
export const oneOf = (items, key) => items[Math.floor(fraction(key) * items.length)];

/** The items in an order that depends on the seed and the name of the deck. */
export function shuffled(items, deck) {
  const keyed = items.map((item, index) => ({ item, at: fraction(`${deck}:${index}`) }));
  return keyed.sort((a, b) => a.at - b.at).map(({ item }) => item);
}

/** `count` items in random order, in which the numbers of occurrences of any two items differ by at most one. */
export function drawEvenly(items, count, deck) {
  const order = shuffled(items, `${deck}:order`);
  return shuffled(
    Array.from({ length: count }, (_, i) => order[i % order.length]),
    deck,
  );
}
