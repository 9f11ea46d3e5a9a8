import type { Distance, Score } from '@mmae/evaluation';
import { readPointSet, scorePoints } from '@mmae/scoring';
import { parseArgs } from 'node:util';
import type { Terminal } from '../terminal.ts';
import { alignedTable } from '../text/table.ts';
import { UsageError } from '../usage-error.ts';
import { wholeNumber } from './whole-number.ts';

const distances: readonly string[] = ['euclidean', 'sqeuclidean', 'cosine'];
const progressIntervalMs = 1000;

/** `mmae-report score POINTS`: the quality of clusters of points from files of any origin. */
export async function scoreCommand(args: readonly string[], terminal: Terminal): Promise<void> {
  const { file, values } = parse(args);
  const { points, labels, clusters, remarks } = await readPointSet({
    points: file,
    labels: values.labels,
    clusters: values.clusters,
    tensor: values.tensor,
    keepsOrigin: values.distance === 'cosine',
  });
  for (const remark of remarks) terminal.error(`${remark}\n`);
  const scored = scorePoints(points, {
    labels,
    clusters,
    numClusters: values.k === undefined ? undefined : wholeNumber('--k', values.k),
    distance: values.distance as Distance,
    seed: wholeNumber('--seed', values.seed),
    onProgress: throttle((message) => terminal.error(`${message}\n`)),
  });
  for (const remark of scored.remarks) terminal.error(`${remark}\n`);
  terminal.out(values.json ? `${JSON.stringify(scored.scores, null, 2)}\n` : asLines(scored.scores));
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

const asLines = (scores: Score) =>
  alignedTable(Object.entries(scores).map(([name, value]) => [name, Number.isInteger(value) ? String(value) : value.toFixed(6)]));

/** Passes on the first message and then at most one a second. */
function throttle(report: (message: string) => void): (message: string) => void {
  let last = -Infinity;
  return (message) => {
    if (performance.now() - last < progressIntervalMs) return;
    last = performance.now();
    report(message);
  };
}
