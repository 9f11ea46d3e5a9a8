import { firstNotFinite, type AnyMatrix, type Matrix } from '@mmae/matrix';

/** A label or cluster for each sample: strings or numbers. Values that are `===` are one class. */
export type Labels = ArrayLike<Label>;

export type Label = string | number;

/** Samples partitioned into numbered classes. */
export interface Partition {
  /** class of each sample, from 0 to names.length − 1, in order of first appearance */
  readonly codes: Uint32Array;
  readonly names: readonly Label[];
  /** number of samples in each class */
  readonly sizes: Float64Array;
}

/**
 * Numbers the classes of `labels`.
 *
 * @param caller named in errors
 * @throws RangeError for no labels, TypeError for a label that is neither a string nor a number other than NaN
 */
export function toPartition(caller: string, labels: Labels): Partition {
  if (labels.length === 0) throw new RangeError(`${caller}: expected at least one label, got none`);
  return labels instanceof Uint32Array ? numberedByTable(caller, labels) : numbered(caller, labels);
}

function numbered(caller: string, labels: Labels): Partition {
  const numbering = new Map<Label, number>();
  const codes = encode(caller, labels, numbering);
  const sizes = new Float64Array(numbering.size);
  for (const code of codes) sizes[code]++;
  return { codes, names: [...numbering.keys()], sizes };
}

/** The largest label for which codes are looked up in a table. */
const maxTableLabel = 4096;

/** Numbers whole numbers by a table instead of a Map, because a bootstrap does so thousands of times. */
function numberedByTable(caller: string, labels: Uint32Array): Partition {
  const max = labels.reduce((largest, label) => Math.max(largest, label), 0);
  if (max > maxTableLabel) return numbered(caller, labels);
  const codeOf = new Int32Array(max + 1).fill(-1);
  const codes = new Uint32Array(labels.length);
  const [names, sizes]: [number[], number[]] = [[], []];
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i];
    if (codeOf[label] < 0) {
      codeOf[label] = names.push(label) - 1;
      sizes.push(0);
    }
    codes[i] = codeOf[label];
    sizes[codes[i]]++;
  }
  return { codes, names, sizes: Float64Array.from(sizes) };
}

/** Codes of two arrays of labels under one numbering, so that equal codes mean equal labels. */
export function toSharedCodes(caller: string, first: Labels, second: Labels): [Uint32Array, Uint32Array] {
  const numbering = new Map<Label, number>();
  return [encode(caller, first, numbering), encode(caller, second, numbering)];
}

function encode(caller: string, labels: Labels, numbering: Map<Label, number>): Uint32Array {
  const codes = new Uint32Array(labels.length);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i];
    if (!isLabel(label)) throw new TypeError(`${caller}: expected strings or numbers as labels, got ${label} at ${i}`);
    let code = numbering.get(label);
    if (code === undefined) numbering.set(label, (code = numbering.size));
    codes[i] = code;
  }
  return codes;
}

const isLabel = (label: unknown) => typeof label === 'string' || (typeof label === 'number' && !Number.isNaN(label));

/** Samples sorted by cluster. */
export interface ClusterOrder {
  readonly names: readonly Label[];
  /** sample indices, those of cluster 0 first, in their original order within a cluster; length numSamples */
  readonly order: Uint32Array;
  /** cluster c is `order[starts[c]]` up to, but excluding, `order[starts[c + 1]]`; length numClusters + 1 */
  readonly starts: Uint32Array;
}

/** Sample indices of each cluster. */
export const membersOf = ({ names, order, starts }: ClusterOrder): Uint32Array[] =>
  names.map((_, c) => order.subarray(starts[c], starts[c + 1]));

/** @throws RangeError unless there are 2 to numSamples − 1 clusters, without which silhouettes and dispersions are undefined */
export function orderByCluster(caller: string, clusters: Labels): ClusterOrder {
  const { codes, names, sizes } = toPartition(caller, clusters);
  if (codes.length < 3) throw new RangeError(`${caller}: expected at least 3 points, in 2 clusters or more, got ${codes.length}`);
  if (names.length < 2 || names.length >= codes.length) {
    throw new RangeError(`${caller}: expected 2 to ${codes.length - 1} clusters of ${codes.length} points, got ${names.length}`);
  }
  const starts = new Uint32Array(names.length + 1);
  sizes.forEach((size, cluster) => (starts[cluster + 1] = starts[cluster] + size));
  const next = starts.slice();
  const order = new Uint32Array(codes.length);
  codes.forEach((cluster, sample) => (order[next[cluster]++] = sample));
  return { names, order, starts };
}

/** Points with a label each: training or test data of a classifier, queries or gallery of retrieval. */
export interface Labelled {
  /** shape `[numSamples, dim]` */
  readonly points: Matrix;
  /** length numSamples */
  readonly labels: Labels;
}

/** @throws RangeError unless there is a label for each row, at least one, and every number is finite */
export function checkLabelled(caller: string, { points, labels }: { readonly points: AnyMatrix; readonly labels: Labels }): void {
  if (points.numRows !== labels.length || labels.length === 0) {
    throw new RangeError(
      `${caller}: expected a label for each point and at least one, got ${points.numRows} points and ${labels.length} labels`,
    );
  }
  checkFinite(caller, points);
}

/** @throws RangeError that names the first number that is NaN or infinite */
export function checkFinite(caller: string, { numColumns, data }: AnyMatrix): void {
  const index = firstNotFinite(data);
  if (index < 0) return;
  const [row, column] = [Math.floor(index / numColumns), index % numColumns];
  throw new RangeError(`${caller}: expected finite numbers, got ${data[index]} at row ${row}, column ${column}. Leave such rows out.`);
}

/** @throws RangeError unless both matrices have the same number of rows, at least one, of finite numbers */
export function checkSameSamples(caller: string, first: Matrix, second: Matrix): void {
  if (first.numRows !== second.numRows || first.numRows === 0) {
    throw new RangeError(
      `${caller}: expected two embeddings of the same samples, at least one, got ${first.numRows} and ${second.numRows} rows`,
    );
  }
  checkFinite(caller, first);
  checkFinite(caller, second);
}
