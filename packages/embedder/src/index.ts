export { confidenceOf, fitConfidence, type ConfidenceCurve } from './confidence.ts';
export { openDescriber, saveTagCalibration, type Describer } from './describer.ts';
export { embedMedia, featuresOf, type MediaFeatures, type SampleMedia } from './embed-media.ts';
export { makeExtractors, mediaKinds } from './extractors.ts';
export { extractingRoom, type FeaturePlan, type ModalityOptions } from './feature-plan.ts';
export { blockLength, loadFittedFeatures, saveFittedFeatures, toBlock, toFeatures, type FittedFeatures } from './fitted-features.ts';
export { nearest, nearestAmong, type Neighbour } from './nearest.ts';
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
export { readReadyMade, type ReadyMadeFeatures, type ReadyMadeRow } from './ready-made.ts';
export {
  describe,
  labelTags,
  numVoters,
  scoreTags,
  tagKey,
  termsOf,
  wordModality,
  wordTags,
  type ProposedTag,
  type ScoredTag,
  type TagCalibration,
  type TagKind,
  type TagSource,
} from './tags.ts';
export { openTrainedRun, type TrainedRun } from './trained-run.ts';
