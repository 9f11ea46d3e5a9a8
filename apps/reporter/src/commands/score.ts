import { score, type Distance, type Score } from '@mmae/evaluation';
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
  const points = await readPoints(file, values.tensor);
  const tell = nowAndThen((message) => terminal.error(`${message}\n`));
  if (values.k !== undefined) tell(`k-means: ${points.numRows} points into ${values.k} clusters`);
  const scores = score(points, {
    labels: await columnFor(points.numRows, values.labels),
    clusters: await columnFor(points.numRows, values.clusters),
    numClusters: values.k === undefined ? undefined : wholeNumber('--k', values.k),
    distance: values.distance as Distance,
    seed: wholeNumber('--seed', values.seed),
    onProgress: (done) => tell(`silhouette: ${Math.floor(100 * done)} %`),
  });
  terminal.out(values.json ? `${JSON.stringify(scores, null, 2)}\n` : asLines(scores));
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

/** One value a point; undefined where no file is named. */
async function columnFor(numPoints: number, file: string | undefined): Promise<string[] | undefined> {
  if (file === undefined) return undefined;
  const values = await readOneColumn(file);
  if (values.length === numPoints) return values;
  throw new UsageError(
    `score: expected ${numPoints} values in ${file}, one a point, got ${values.length}. Are the files of the same points?`,
  );
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
