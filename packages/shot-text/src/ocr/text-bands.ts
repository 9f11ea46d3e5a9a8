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
/** Smallest share of edges around a pixel of a text, in its row. Strokes of letters take a quarter to a half. */
const minDensity = 0.16;
/** Smallest share of such pixels in the rectangle around them: lines of text fill theirs, foliage does not. */
const minFill = 0.45;
/** Rows of a line have at least this share of the edges of its densest row. */
const minRowShare = 0.2;
/** Heights of a line of text, as parts of the height of the image, and the smallest one in pixels. */
const [minHeight, maxHeight, minPixels] = [0.012, 0.2, 7];
/** Widths, in heights of the line: of the shortest text, and of the widest gap between words. */
const [minAspect, maxGap] = [1.5, 2.5];
const maxBands = 8;

/**
 * The bands of an image that probably hold a line of text: rectangles that are dense with vertical edges, as strokes of letters are. At most 8, those with
 * the most edges, from top to bottom. Crowds and fences are found too: what is read there must be judged by its confidence.
 */
export function textBands({ pixels, width, height }: GrayImage): TextBand[] {
  const edges = verticalEdges(pixels, width, height);
  const limits = [Math.max(minPixels, minHeight * height), maxHeight * height];
  const bands = denseAreas(edges, width, height)
    .flatMap((area) => rowsOf(edges, width, area))
    .filter((line) => line.height >= limits[0] && line.height <= limits[1])
    .flatMap((line) => wordsOf(edges, width, line));
  const numEdges = (band: TextBand) => sum(edges, width, band);
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

/** The rectangles around connected pixels that have many edges to their left and right. */
function denseAreas(edges: Uint8Array, width: number, height: number): TextBand[] {
  const isDense = densePixels(edges, width, height);
  const areas: TextBand[] = [];
  for (let start = 0; start < isDense.length; start++) {
    if (isDense[start] === 0) continue;
    const { area, numPixels } = takeConnected(isDense, width, start);
    if (numPixels >= minFill * area.width * area.height) areas.push(area);
  }
  return areas;
}

function densePixels(edges: Uint8Array, width: number, height: number): Uint8Array {
  const isDense = new Uint8Array(width * height);
  const half = Math.max(6, Math.round(width / 48));
  const minCount = minDensity * (2 * half + 1);
  for (let y = 0; y < height; y++) {
    let count = 0;
    for (let x = -half; x < width; x++) {
      if (x + half < width) count += edges[y * width + x + half];
      if (x - half - 1 >= 0) count -= edges[y * width + x - half - 1];
      if (x >= 0 && count >= minCount) isDense[y * width + x] = 1;
    }
  }
  return isDense;
}

/** Clears the pixels connected with one. @returns the rectangle around them, and how many they are */
function takeConnected(isDense: Uint8Array, width: number, start: number): { area: TextBand; numPixels: number } {
  const stack = [start];
  isDense[start] = 0;
  let [left, right, top, bottom, numPixels] = [width, 0, Infinity, 0, 0];
  const take = (i: number) => {
    if (isDense[i] !== 1) return;
    isDense[i] = 0;
    stack.push(i);
  };
  for (let i = stack.pop(); i !== undefined; i = stack.pop()) {
    const [x, y] = [i % width, Math.floor(i / width)];
    [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x + 1), Math.min(top, y), Math.max(bottom, y + 1)];
    numPixels++;
    if (x > 0) take(i - 1);
    if (x < width - 1) take(i + 1);
    take(i - width);
    take(i + width);
  }
  return { area: { left, top, width: right - left, height: bottom - top }, numPixels };
}

/** The lines of an area, separated by rows with few edges. */
function rowsOf(edges: Uint8Array, width: number, area: TextBand): TextBand[] {
  const counts = Array.from({ length: area.height }, (_, y) => sum(edges, width, { ...area, top: area.top + y, height: 1 }));
  const fewest = minRowShare * Math.max(...counts);
  return runs(
    counts.map((count) => count >= fewest),
    0,
  ).map(([top, bottom]) => ({ ...area, top: area.top + top, height: bottom - top }));
}

/** The parts of a line that hold edges, split where a gap is too wide to be one between words. */
function wordsOf(edges: Uint8Array, width: number, line: TextBand): TextBand[] {
  const hasEdges = Array.from(
    { length: line.width },
    (_, x) => sum(edges, width, { ...line, left: line.left + x, width: 1 }) >= line.height / 5,
  );
  return runs(hasEdges, Math.round(maxGap * line.height))
    .map(([left, right]) => ({ ...line, left: line.left + left, width: right - left }))
    .filter((band) => band.width >= minAspect * band.height && sum(edges, width, band) >= (minDensity * band.width * band.height) / 2);
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

function sum(edges: Uint8Array, width: number, { left, top, width: across, height: down }: TextBand): number {
  let count = 0;
  for (let y = top; y < top + down; y++) {
    for (let x = left; x < left + across; x++) count += edges[y * width + x];
  }
  return count;
}
