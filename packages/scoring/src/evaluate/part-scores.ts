import { ari, bootstrapInterval, clusterLabels, meanOver, nmi, type QueryScore } from '@mmae/evaluation';
import type { PartScores } from '@mmae/run-folder';
import type { Direction } from './retrieval-scores.ts';
import { drawnTogether, type ScoringTask } from './scoring-task.ts';

/**
 * Each part by the same clusters, matched with labels as over all scored samples: by column, then value.
 *
 * @param labels of the scored samples
 * @param clusters of the scored samples
 */
export function partScores(task: ScoringTask, labels: readonly string[], clusters: Int32Array, directions: readonly Direction[]) {
  const matched = clusterLabels(labels, clusters);
  const isRight = labels.map((label, place) => (matched.get(clusters[place]) === label ? 1 : 0));
  const byColumn = new Map<string, Map<string, PartScores>>(); // maps: a column may be named like what objects inherit
  for (const { column, value, places } of task.parts) {
    const { groups, ...draws } = task.draws;
    const own = drawnTogether(places.map((place) => groups?.[place] ?? place));
    const { estimate, low, high } = bootstrapInterval(places.length, meanOver(places.map((place) => isRight[place])), {
      ...draws,
      groups: groups && own,
    });
    const firstHit = meanFirstHit(directions, new Set(places));
    const [theirs, found] = [places.map((place) => labels[place]), places.map((place) => clusters[place])];
    const ofColumn = byColumn.get(column) ?? byColumn.set(column, new Map()).get(column)!;
    ofColumn.set(value, {
      numSamples: places.length,
      accuracy: estimate,
      accuracyInterval: [low, high],
      nmi: nmi(theirs, found),
      ari: ari(theirs, found),
      ...(firstHit !== undefined && { recallAt1: firstHit }),
    });
  }
  if (byColumn.size === 0) return undefined;
  return Object.fromEntries([...byColumn].map(([column, ofColumn]) => [column, Object.fromEntries(ofColumn)]));
}

/** The mean over directions of the share of askers in the part whose first hit is right; every direction counts alike. */
function meanFirstHit(directions: readonly Direction[], places: ReadonlySet<number>): number | undefined {
  const means = directions
    .map(({ queries }) => queries.filter(({ query }) => places.has(query)))
    .filter(({ length }) => length > 0)
    .map((asked: readonly QueryScore[]) => asked.reduce((sum, { hitAt1 }) => sum + hitAt1, 0) / asked.length);
  return means.length === 0 ? undefined : means.reduce((sum, mean) => sum + mean / means.length, 0);
}
