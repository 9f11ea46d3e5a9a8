import type { Random } from '@mmae/random';
import type { Picture } from '../../pictures/picture.ts';
import { changed } from './levels.ts';

/** Normal noise. @param deviation of it, where white is 1 */
export const gaussianNoise = (picture: Picture, deviation: number, random: Random): Picture =>
  changed(picture, (level) => level + deviation * random.normal());

/** Light counted in grains. @param numGrains of white, at most 700 */
export const shotNoise = (picture: Picture, numGrains: number, random: Random): Picture =>
  changed(picture, (level) => poisson(level * numGrains, random) / numGrains);

/** Levels that are lost, half of them at white, half at black; each colour by itself. @param share of the levels */
export const impulseNoise = (picture: Picture, share: number, random: Random): Picture =>
  changed(picture, (level) => (random.next() < share ? random.integer(2) : level));

/** Knuth's product of uniform numbers (The Art of Computer Programming 2, 3.4.1); exp(−700) is the smallest that a double holds. */
function poisson(mean: number, random: Random): number {
  const end = Math.exp(-mean);
  let count = 0;
  for (let product = random.next(); product > end; product *= random.next()) count++;
  return count;
}
