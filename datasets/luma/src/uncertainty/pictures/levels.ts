import type { Picture } from '../../pictures/picture.ts';

/** A picture of the same size from levels of 0 … 1; what lies outside is cut off. */
export const fromLevels = (picture: Picture, level: (index: number) => number): Picture => ({
  ...picture,
  data: Uint8Array.from(picture.data, (_, index) => Math.round(255 * Math.min(1, Math.max(0, level(index))))),
});

/** A picture of the same size, each of its levels of 0 … 1 changed. */
export const changed = (picture: Picture, change: (level: number, index: number) => number): Picture =>
  fromLevels(picture, (index) => change(picture.data[index] / 255, index));
