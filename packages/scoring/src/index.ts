export { isSignificant, scoreAblation, type AblationRow, type ChoiceDifference } from './ablation.ts';
export { clearWinners, runDifferences, seedRepeats, type SeedRepeats } from './compare.ts';
export { evaluateRun, type EvaluationOptions } from './evaluate/evaluate-run.ts';
export { maxColumnValues } from './evaluate/column-scores.ts';
export { type Labelling } from './evaluate/labelling.ts';
export { type Statistics } from './evaluate/statistics.ts';
export { chanceMap, measureOf, measures, methodName, singleModalityPrefix, type Measure } from './measures.ts';

export { readPointSet, type PointFiles, type PointSet } from './points/read-point-set.ts';
export { scorePoints, type ScoredPoints, type ScorePointsOptions } from './points/score-points.ts';
export {
  baselinesOf,
  contextMethod,
  hasTooFewItems,
  mainScores,
  maxTriedClusters,
  minReliableItems,
  scoresOf,
  type Clustering,
  type Draws,
  type Results,
} from './results.ts';
export { loadRun, type Run } from './run.ts';
export { differingSettings, flatSettings, type DifferingSetting } from './settings.ts';
