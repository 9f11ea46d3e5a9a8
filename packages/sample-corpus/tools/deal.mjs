import { createHash } from 'node:crypto';

const seed = 1;

/** A number in [0, 1) that depends on the seed and the key alone: what is added to the corpus moves nothing that is there. */
export function fraction(key) {
  return createHash('sha256').update(`${seed}:${key}`).digest().readUInt32BE(0) / 2 ** 32;
}

/** A number in [low, high) that the key decides. */
export const between = (low, high, key) => low + (high - low) * fraction(key);

/** One of the items; the key decides which. */
export const oneOf = (items, key) => items[Math.floor(fraction(key) * items.length)];

/** The same items in an order that the seed and the name of the deck decide. */
export function shuffled(items, deck) {
  const keyed = items.map((item, index) => ({ item, at: fraction(`${deck}:${index}`) }));
  return keyed.sort((a, b) => a.at - b.at).map(({ item }) => item);
}

/** `count` cards off the items taken round and round, shuffled: each comes up equally often, give or take one. */
export function drawEvenly(items, count, deck) {
  const order = shuffled(items, `${deck}:order`);
  return shuffled(
    Array.from({ length: count }, (_, i) => order[i % order.length]),
    deck,
  );
}
