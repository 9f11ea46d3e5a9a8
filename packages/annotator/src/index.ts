export { annotate, embedSubsets, type Annotation } from './annotate.ts';
export { missingCalibration } from './missing-calibration.ts';
export { modalitiesOf, planFor, type NewFeatures } from './new-media-plan.ts';
export { expectUsable, openNewMedia, type IsUnlike, type NewMedia, type NewMediaOptions } from './new-media.ts';
