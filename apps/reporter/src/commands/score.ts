import type { CommandContext } from '@mmae/command-line';
import type { Distance, Score } from '@mmae/evaluation';
import { InputError } from '@mmae/input';
import { readPointSet, scorePoints } from '@mmae/scoring';
import { alignedTable } from '../text/table.ts';

export interface ScoreOptions {
  readonly labels?: string;
  readonly clusters?: string;
  /** number of clusters to find by k-means */
  readonly k?: number;
  readonly tensor?: string;
  readonly distance: Distance;
  readonly seed: number;
  readonly json?: true;
}

/** `mmae-report score POINTS`: scores clusters of points that any program wrote. */
export async function scoreFiles(file: string, options: ScoreOptions, { print, progress }: CommandContext): Promise<void> {
  const { k: numClusters, distance, seed, tensor, json } = options;
  if (numClusters === undefined && options.clusters === undefined && options.labels === undefined) {
    throw new InputError('score: expected --labels, --clusters or --k, got none. Name what to score.');
  }
  const keepsOrigin = distance === 'cosine';
  const files = { points: file, labels: options.labels, clusters: options.clusters, tensor, keepsOrigin };
  const { points, labels, clusters, remarks } = await readPointSet(files);
  for (const remark of remarks) progress.say(remark);
  const scored = scorePoints(points, { labels, clusters, numClusters, distance, seed, onProgress: progress.update });
  for (const remark of scored.remarks) progress.say(remark);
  print(json ? `${JSON.stringify(scored.scores, null, 2)}\n` : asLines(scored.scores));
}

const asLines = (scores: Score) =>
  alignedTable(Object.entries(scores).map(([name, value]) => [name, Number.isInteger(value) ? String(value) : value.toFixed(6)]));
