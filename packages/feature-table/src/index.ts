export { readSamples, samplesWithAll, samplesWithAny, selectSamples, type FeatureTable } from './feature-table.ts';
export { type Representation } from './representation.ts';
export { fitBlockScaling, scaleBlock, unscaleBlock, type BlockScaling, type BlockScalingOptions } from './scaling.ts';
