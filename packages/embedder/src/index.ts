export { embedMedia, featuresOf, type SampleMedia } from './embed-media.ts';
export { makeExtractors, mediaKinds } from './extractors.ts';
export { type FeaturePlan, type ModalityOptions } from './feature-plan.ts';
export { blockLength, loadFittedFeatures, saveFittedFeatures, toBlock, toFeatures, type FittedFeatures } from './fitted-features.ts';
export { nearest, type Neighbour } from './nearest.ts';
export { openTrainedRun, type TrainedRun } from './trained-run.ts';
