import { kMeans } from '@mmae/clustering';
import { score, type Distance, type Score } from '@mmae/evaluation';
import type { DoubleMatrix } from '@mmae/matrix';
import { parseArgs } from 'node:util';
import { readOneColumn } from '../score/read-columns.ts';
import { readPoints } from '../score/read-points.ts';
import type { Terminal } from '../terminal.ts';
import { alignedTable } from '../text/table.ts';
import { UsageError } from '../usage-error.ts';
import { wholeNumber } from './whole-number.ts';

const distances: readonly string[] = ['euclidean', 'sqeuclidean', 'cosine'];
const progressIntervalMs = 1000;

/** `mmae-report score POINTS`: the quality of clusters of points from files of any origin. */
export async function scoreCommand(args: readonly string[], terminal: Terminal): Promise<void> {
  const { file, values } = parse(args);
  const read = await readPoints(file, { tensor: values.tensor, keepsOrigin: values.distance === 'cosine' });
  const { points, labels, clusters, remarks } = await withTheirColumns(read.points, values);
  for (const remark of [...read.remarks, ...remarks]) terminal.error(`${remark}\n`);
  const numClusters = values.k === undefined ? undefined : wholeNumber('--k', values.k);
  const tell = nowAndThen((message) => terminal.error(`${message}\n`));
  if (numClusters !== undefined) tell(`k-means: ${points.numRows} points into ${numClusters} clusters`);
  const found = numClusters === undefined ? undefined : kMeans(points, { numClusters, seed: wholeNumber('--seed', values.seed) }).clusters;
  if (found) checkFound(found, numClusters!, terminal);
  const scores = score(points, {
    labels,
    clusters: found ?? clusters,
    distance: values.distance as Distance,
    onProgress: (done) => tell(`silhouette: ${Math.floor(100 * done)} %`),
  });
  terminal.out(values.json ? `${JSON.stringify(scores, null, 2)}\n` : asLines(scores));
}

/** Points that are the same cannot be parted: said, as scikit-learn does, where the scores can still be taken. */
function checkFound(clusters: Int32Array, numClusters: number, terminal: Terminal): void {
  const numFound = new Set(clusters).size;
  if (numFound === numClusters) return;
  if (numFound < 2)
    throw new UsageError(`score: expected points that differ, for ${numClusters} clusters, got ${clusters.length} that are all the same.`);
  terminal.error(`k-means: found ${numFound} distinct clusters of ${numClusters}: there are no more distinct points\n`);
}

function parse(args: readonly string[]) {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      labels: { type: 'string' },
      clusters: { type: 'string' },
      k: { type: 'string' },
      tensor: { type: 'string' },
      distance: { type: 'string', default: 'euclidean' },
      seed: { type: 'string', default: '0' },
      json: { type: 'boolean' },
    },
  });
  if (positionals.length !== 1)
    throw new UsageError(`score: expected one POINTS file, got ${positionals.length}. mmae-report --help tells more.`);
  if (!distances.includes(values.distance)) {
    throw new UsageError(`score: expected --distance as one of ${distances.join(', ')}, got ${values.distance}.`);
  }
  if (values.k === undefined && values.clusters === undefined && values.labels === undefined) {
    throw new UsageError('score: expected --labels, --clusters or --k, got none. Name what is to be scored.');
  }
  if (values.k !== undefined && values.clusters !== undefined)
    throw new UsageError('score: expected --clusters or --k, got both. Leave one.');
  return { file: positionals[0], values };
}

/** Points with their labels and clusters; those without a label are left out. */
interface Scorable {
  readonly points: DoubleMatrix;
  readonly labels: string[] | undefined;
  readonly clusters: string[] | undefined;
  readonly remarks: readonly string[];
}

async function withTheirColumns(points: DoubleMatrix, files: { labels?: string; clusters?: string }): Promise<Scorable> {
  const labels = await columnFor(points.numRows, files.labels);
  const clusters = await columnFor(points.numRows, files.clusters);
  const hole = clusters?.find(({ value }) => value === '');
  if (hole) {
    throw new UsageError(
      `score: expected a cluster on line ${hole.line} of ${files.clusters}, got none. Fill it in, or remove the line and its point.`,
    );
  }
  const isKept = (index: number) => labels === undefined || labels[index].value !== '';
  const kept = Array.from({ length: points.numRows }, (_, index) => index).filter(isKept);
  const altered = [labels, clusters].flatMap((column, i) => alteredRemark(column, [files.labels, files.clusters][i]!));
  const pick = (column: typeof labels) => column && kept.map((index) => column[index].value);
  const numLeftOut = points.numRows - kept.length;
  if (numLeftOut === 0) return { points, labels: pick(labels), clusters: pick(clusters), remarks: altered };
  const without = labels!.filter(({ value }) => value === '').map(({ line }) => line);
  return {
    points: rowsOf(points, kept),
    labels: pick(labels),
    clusters: pick(clusters),
    remarks: [
      ...altered,
      `${files.labels}: ${numLeftOut} of ${points.numRows} points have no label and are left out: ${without.length === 1 ? 'line' : 'lines'} ${without.slice(0, 5).join(', ')}${without.length > 5 ? ' …' : ''}`,
    ],
  };
}

function rowsOf({ numColumns, data }: DoubleMatrix, indices: readonly number[]): DoubleMatrix {
  const rows = new Float64Array(indices.length * numColumns);
  indices.forEach((index, i) => rows.set(data.subarray(index * numColumns, (index + 1) * numColumns), i * numColumns));
  return { numRows: indices.length, numColumns, data: rows };
}

/** One cell a point, without spaces around it and in NFC, as manifests are read; undefined where no file is named. */
async function columnFor(numPoints: number, file: string | undefined) {
  if (file === undefined) return undefined;
  const cells = (await readOneColumn(file)).map((cell) => ({ ...cell, given: cell.value, value: cell.value.trim().normalize('NFC') }));
  if (cells.length === numPoints) return cells;
  throw new UsageError(
    `score: expected ${numPoints} values in ${file}, one a point, got ${cells.length}. Are the files of the same points?`,
  );
}

function alteredRemark(column: readonly { readonly value: string; readonly given: string }[] | undefined, file: string): string[] {
  const count = column?.filter(({ value, given }) => value !== given).length ?? 0;
  return count === 0 ? [] : [`${file}: ${count} ${count === 1 ? 'value' : 'values'} read without spaces around, and in Unicode's form NFC`];
}

const asLines = (scores: Score) =>
  alignedTable(Object.entries(scores).map(([name, value]) => [name, Number.isInteger(value) ? String(value) : value.toFixed(6)]));

/** Passes on the first message and then at most one a second. */
function nowAndThen(tell: (message: string) => void): (message: string) => void {
  let last = -Infinity;
  return (message) => {
    if (performance.now() - last < progressIntervalMs) return;
    last = performance.now();
    tell(message);
  };
}
