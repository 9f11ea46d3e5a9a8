/** 8-bit brightness, row by row. */
export interface GrayImage {
  /** [height · width] */
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** A rectangle that probably holds one line of text, in pixels. */
export interface TextBand {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Difference of brightness between the neighbours of a pixel from which on it is an edge. */
const minEdge = 40;
/** Smallest share of edges in a window of a row of text. Strokes of letters take a quarter to a half. */
const minDensity = 0.14;
/** Heights of a line of text, as parts of the height of the image, and the smallest one in pixels. */
const [minHeight, maxHeight, minPixels] = [0.012, 0.2, 7];
/** Widths, in heights of the line: of the shortest text, and of the widest gap between words. */
const [minAspect, maxGap] = [1.5, 2.5];
const maxBands = 8;

/**
 * The bands of an image that probably hold a line of text: runs of rows that are dense with vertical edges, as strokes of letters are. At most 8, those
 * with the most edges, from top to bottom. Foliage and crowds are found too: what is read there must be judged by its confidence.
 */
export function textBands({ pixels, width, height }: GrayImage): TextBand[] {
  const edges = verticalEdges(pixels, width, height);
  const windowWidth = Math.max(16, Math.round(width / 8));
  const isDense = Array.from({ length: height }, (_, y) => hasDenseWindow(edges.subarray(y * width, (y + 1) * width), windowWidth));
  const lines = runs(isDense, Math.max(1, Math.round(height / 200))).filter(
    ([top, bottom]) => bottom - top >= Math.max(minPixels, minHeight * height) && bottom - top <= maxHeight * height,
  );
  const bands = lines.flatMap(([top, bottom]) => wordsOf(edges, width, top, bottom));
  const numEdges = (band: TextBand) => countEdges(edges, width, band);
  return bands
    .sort((a, b) => numEdges(b) - numEdges(a))
    .slice(0, maxBands)
    .sort((a, b) => a.top - b.top || a.left - b.left);
}

/** 1 where brightness changes from left to right. */
function verticalEdges(pixels: Uint8Array, width: number, height: number): Uint8Array {
  const edges = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let i = y * width + 1; i < (y + 1) * width - 1; i++) edges[i] = Math.abs(pixels[i + 1] - pixels[i - 1]) >= minEdge ? 1 : 0;
  }
  return edges;
}

function hasDenseWindow(row: Uint8Array, windowWidth: number): boolean {
  let count = 0;
  for (let x = 0; x < row.length; x++) {
    count += row[x] - (x >= windowWidth ? row[x - windowWidth] : 0);
    if (count >= minDensity * windowWidth) return true;
  }
  return false;
}

/** Runs of true values, as [start, end); gaps of up to `maxGapLength` are closed. */
function runs(values: readonly boolean[], maxGapLength: number): [number, number][] {
  const found: [number, number][] = [];
  for (const [i, value] of values.entries()) {
    const last = found.at(-1);
    if (!value) continue;
    if (last && i - last[1] <= maxGapLength) last[1] = i + 1;
    else found.push([i, i + 1]);
  }
  return found;
}

/** The parts of a line that hold edges, split where a gap is too wide to be one between words. */
function wordsOf(edges: Uint8Array, width: number, top: number, bottom: number): TextBand[] {
  const height = bottom - top;
  const hasEdges = Array.from({ length: width }, (_, x) => {
    let count = 0;
    for (let y = top; y < bottom; y++) count += edges[y * width + x];
    return count >= height / 5;
  });
  return runs(hasEdges, Math.round(maxGap * height))
    .map(([left, right]) => ({ left, top, width: right - left, height }))
    .filter((band) => band.width >= minAspect * height && countEdges(edges, width, band) >= (minDensity * band.width * height) / 2);
}

function countEdges(edges: Uint8Array, width: number, band: TextBand): number {
  let count = 0;
  for (let y = band.top; y < band.top + band.height; y++) {
    for (let x = band.left; x < band.left + band.width; x++) count += edges[y * width + x];
  }
  return count;
}
