import { mainScores, type Results } from './results.ts';

/** Below so many scored items no share is claimed, and no method is called better than another. */
export const enoughItems = 50;

/** Whether too few items were scored to tell how good a run is. */
export const hasFewItems = (results: Results): boolean => mainScores(results).numSamples < enoughItems;
