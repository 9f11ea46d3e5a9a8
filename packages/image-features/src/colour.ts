import type { RgbImage } from './rgb-image.ts';

/** Cells along a side of the colour grid. */
const gridSize = 4;

/**
 * Colour moments (Stricker & Orengo, 1995): the distribution of colours regardless of position.
 *
 * @returns shape `[9]`: for red, green and blue the mean (0 … 1), the standard deviation and the cube root of the third central moment, in units of
 *   full scale
 */
export function colourStatistics({ data }: RgbImage): Float32Array {
  const statistics = new Float32Array(9);
  for (let channel = 0; channel < 3; channel++) {
    let sum = 0;
    for (let i = channel; i < data.length; i += 3) sum += data[i];
    const mean = sum / (data.length / 3);
    let squares = 0;
    let cubes = 0;
    for (let i = channel; i < data.length; i += 3) {
      const distance = data[i] - mean;
      squares += distance * distance;
      cubes += distance * distance * distance;
    }
    const count = data.length / 3;
    statistics.set([mean / 255, Math.sqrt(squares / count) / 255, Math.cbrt(cubes / count) / 255], 3 * channel);
  }
  return statistics;
}

/**
 * The mean colour of each cell of a 4×4 grid.
 *
 * @returns shape `[4, 4, 3]`, 0 … 1
 * @throws RangeError unless width and height are multiples of 4
 */
export function colourGrid({ width, height, data }: RgbImage): Float32Array {
  if (width % gridSize !== 0 || height % gridSize !== 0) {
    throw new RangeError(`colourGrid: expected width and height to be multiples of ${gridSize}, got ${width}×${height}`);
  }
  const grid = new Float32Array(3 * gridSize ** 2);
  const scale = gridSize ** 2 / (255 * width * height);
  for (let row = 0, source = 0; row < height; row++) {
    const cellRow = Math.floor((row * gridSize) / height);
    for (let column = 0; column < width; column++, source += 3) {
      const cell = 3 * (cellRow * gridSize + Math.floor((column * gridSize) / width));
      for (let channel = 0; channel < 3; channel++) grid[cell + channel] += data[source + channel] * scale;
    }
  }
  return grid;
}
