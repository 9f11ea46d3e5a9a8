import { mainScores, type Results } from './results.ts';

/** Below so many scored items no share is claimed, and no method is called better than another. */
export const enoughItems = 50;

/** Whether too few items were scored to tell how good a run is. */
export const hasFewItems = (results: Results): boolean => mainScores(results).numSamples < enoughItems;

/** Where points are few no more clusters are tried than leave each so many on average: the silhouette alone prefers pairs. */
const pointsPerCluster = 5;

/** The largest number of clusters that is tried where labels do not say it; 2 or fewer leave nothing to choose. */
export const mostClusters = (numTrain: number): number => Math.min(60, Math.floor(numTrain / pointsPerCluster));
