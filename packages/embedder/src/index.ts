export { inContext, loadContext, saveContext, type RunContext } from './context.ts';
export { embedMedia, featuresOf, type MediaFeatures, type SampleMedia } from './embed-media.ts';
export { largest, nearest, nearestAmong, type Neighbour } from './nearest.ts';
export {
  distancesToTrain,
  isUnlikeTrain,
  loadNovelty,
  meanScore,
  noveltyPoints,
  noveltyScores,
  saveNovelty,
  unknownShares,
  type Novelty,
  type NoveltyReference,
  type Spread,
} from './novelty.ts';
export { openTrainedRun, type TrainedRun } from './trained-run.ts';
