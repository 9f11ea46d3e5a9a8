import type { RgbImage } from './rgb-image.ts';

export interface HogOptions {
  /** pixels along a cell's side */
  readonly cellSize?: number;
  /** cells along a block's side; blocks overlap, one cell apart */
  readonly blockSize?: number;
  /** orientations from 0° to 180°, a gradient and its opposite being one */
  readonly numBins?: number;
  /** `linear`: a gradient is shared by the two bins whose centres lie beside its angle; `nearest`: one bin takes it, as scikit-image does */
  readonly binning?: 'linear' | 'nearest';
}

/**
 * Histograms of oriented gradients (Dalal & Triggs, CVPR 2005): where edges run, little moved by light or colour.
 *
 * Gradients are central differences of the channel where they are strongest, zero on the outermost pixels; a cell's histogram is the sum of
 * their magnitudes by orientation over its area; blocks are normalised by L2-Hys (to unit length, cut at 0.2, to unit length again).
 * With `binning: 'nearest'` equal to `skimage.feature.hog(image, numBins, cellSize, blockSize, channel_axis=-1)`.
 *
 * @returns shape `[blockRows, blockColumns, blockSize, blockSize, numBins]`, 0 … 1
 * @throws RangeError unless width and height are multiples of `cellSize` and hold a block
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
  const runLength = blockSize * numBins; // cells beside each other in a block lie beside each other in `cells`
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
  /** shape `[height, width]`, per pixel of distance 2 */
  readonly magnitude: Float32Array;
  /** shape `[height, width]`, in half turns from the x axis downwards, 0 … 1 */
  readonly orientation: Float32Array;
}

/** Central differences of the channel where they are strongest (the first of equals); zero across the picture's border. */
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

/** Mean magnitude by orientation, a cell at a time. @returns shape `[cellRows, cellColumns, numBins]` */
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
    const below = Math.floor(position - 0.5); // bin centres lie at 0.5, 1.5 …; −1 is the last bin, a half turn away
    const share = position - 0.5 - below;
    cells[cell + ((below + numBins) % numBins)] += (1 - share) * vote;
    cells[cell + ((below + 1) % numBins)] += share * vote;
  }
  return cells;
}

/** L2-Hys in place, with scikit-image's guard of 1e-5 against blocks without any gradient. */
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
