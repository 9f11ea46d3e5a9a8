import type { RgbImage } from './rgb-image.ts';

export interface HogOptions {
  /** side length of a cell, in pixels; default: 4 */
  readonly cellSize?: number;
  /** side length of a block, in cells; blocks are one cell apart, so they overlap; default: 2 */
  readonly blockSize?: number;
  /** the number of orientations from 0° to 180°; opposite gradients have the same orientation; default: 9 */
  readonly numBins?: number;
  /** `linear` divides a gradient between the two nearest bins, `nearest` assigns it to one bin, as scikit-image does; default: `linear` */
  readonly binning?: 'linear' | 'nearest';
}

/**
 * Histograms of oriented gradients (Dalal & Triggs, CVPR 2005): a description of edges that is robust to changes of light and colour.
 *
 * Gradients are central differences of the channel in which they are strongest, and zero on the outermost pixels. The histogram of a cell is the sum
 * of their magnitudes by orientation, divided by the area. Blocks are normalised by L2-Hys: scaled to unit length, clipped at 0.2, scaled again.
 * With `binning: 'nearest'`, the result equals `skimage.feature.hog(image, numBins, cellSize, blockSize, channel_axis=-1)`.
 *
 * @returns shape `[blockRows, blockColumns, blockSize, blockSize, numBins]`, 0 … 1
 * @throws RangeError unless width and height are multiples of `cellSize` and fit a block
 */
export function hog(image: RgbImage, { cellSize = 4, blockSize = 2, numBins = 9, binning = 'linear' }: HogOptions = {}): Float32Array {
  const cellRows = image.height / cellSize;
  const cellColumns = image.width / cellSize;
  if (!Number.isInteger(cellRows) || !Number.isInteger(cellColumns) || Math.min(cellRows, cellColumns) < blockSize) {
    throw new RangeError(
      `hog: expected width and height to be multiples of ${cellSize} and at least ${cellSize * blockSize}, got ${image.width}×${image.height}`,
    );
  }
  const cells = cellHistograms(gradients(image), image.width, { cellSize, numBins, binning });
  const blockRows = cellRows - blockSize + 1;
  const blockColumns = cellColumns - blockSize + 1;
  const runLength = blockSize * numBins; // adjacent cells of a block are adjacent in `cells`
  const blockLength = blockSize * runLength;
  const blocks = new Float32Array(blockRows * blockColumns * blockLength);
  for (let row = 0, start = 0; row < blockRows; row++) {
    for (let column = 0; column < blockColumns; column++, start += blockLength) {
      for (let i = 0; i < blockSize; i++) {
        const from = ((row + i) * cellColumns + column) * numBins;
        blocks.set(cells.subarray(from, from + runLength), start + i * runLength);
      }
      normaliseL2Hys(blocks.subarray(start, start + blockLength));
    }
  }
  return blocks;
}

interface Gradients {
  /** shape `[height, width]`; the difference over two pixels */
  readonly magnitude: Float32Array;
  /** shape `[height, width]`, in half turns clockwise from the x axis, 0 … 1 */
  readonly orientation: Float32Array;
}

/** Central differences of the channel in which they are strongest (the first of equals); zero across the border of the image. */
function gradients({ width, height, data }: RgbImage): Gradients {
  const magnitude = new Float32Array(width * height);
  const orientation = new Float32Array(width * height);
  for (let pixel = 0; pixel < magnitude.length; pixel++) {
    const column = pixel % width;
    const hasRow = pixel >= width && pixel < magnitude.length - width;
    const hasColumn = column > 0 && column < width - 1;
    let strongest = 0;
    let across = 0;
    let down = 0;
    for (let i = 3 * pixel; i < 3 * pixel + 3; i++) {
      const x = hasColumn ? data[i + 3] - data[i - 3] : 0;
      const y = hasRow ? data[i + 3 * width] - data[i - 3 * width] : 0;
      if (x * x + y * y <= strongest) continue;
      strongest = x * x + y * y;
      across = x;
      down = y;
    }
    magnitude[pixel] = Math.sqrt(strongest);
    const halfTurns = Math.atan2(down, across) / Math.PI;
    orientation[pixel] = halfTurns < 0 ? halfTurns + 1 : halfTurns;
  }
  return { magnitude, orientation };
}

/** The mean magnitude by orientation in each cell. @returns shape `[cellRows, cellColumns, numBins]` */
function cellHistograms(
  { magnitude, orientation }: Gradients,
  width: number,
  { cellSize, numBins, binning }: Required<Omit<HogOptions, 'blockSize'>>,
): Float32Array {
  const cellColumns = width / cellSize;
  const cells = new Float32Array((magnitude.length / cellSize ** 2) * numBins);
  for (let pixel = 0; pixel < magnitude.length; pixel++) {
    const column = pixel % width;
    const cellRow = Math.floor((pixel - column) / width / cellSize);
    const cell = (cellRow * cellColumns + Math.floor(column / cellSize)) * numBins;
    const position = orientation[pixel] * numBins;
    const vote = magnitude[pixel] / cellSize ** 2;
    if (binning === 'nearest') {
      cells[cell + (Math.floor(position) % numBins)] += vote;
      continue;
    }
    const below = Math.floor(position - 0.5); // bin centres are 0.5, 1.5 …; −1 wraps around to the last bin
    const share = position - 0.5 - below;
    cells[cell + ((below + numBins) % numBins)] += (1 - share) * vote;
    cells[cell + ((below + 1) % numBins)] += share * vote;
  }
  return cells;
}

/** L2-Hys, in place, with scikit-image's epsilon of 1e-5 for blocks without gradients. */
function normaliseL2Hys(block: Float32Array): void {
  divideByNorm(block);
  for (let i = 0; i < block.length; i++) block[i] = Math.min(block[i], 0.2);
  divideByNorm(block);
}

function divideByNorm(block: Float32Array): void {
  let squared = 1e-5 ** 2;
  for (const value of block) squared += value * value;
  const norm = Math.sqrt(squared);
  for (let i = 0; i < block.length; i++) block[i] /= norm;
}
