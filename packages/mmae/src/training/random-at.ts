import { seededRandom, type Random } from '@mmae/random';

/**
 * Random numbers of one place in a training: which network, which step. They follow from the place alone, so a training that goes on
 * from any step draws what it would have drawn, and there is no state to keep.
 *
 * @param purpose what they are for, so that two uses at one place differ
 */
export function randomAt(seed: number, purpose: 'weights' | 'order' | 'batch' | 'validation', network: number, step: number): Random {
  const purposes = { weights: 1, order: 2, batch: 3, validation: 4 };
  const random = seededRandom(seed, [seed | 0, (network << 8) | purposes[purpose], step | 0, (Math.floor(seed / 2 ** 32) << 1) | 1]);
  for (let i = 0; i < 15; i++) random.next(); // as the generator mixes a seed in
  return random;
}
