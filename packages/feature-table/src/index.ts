export {
  mapValues,
  readSamples,
  samplesWithAll,
  samplesWithAny,
  samplesWithTwo,
  selectSamples,
  type FeatureTable,
} from './feature-table.ts';
export { type Representation } from './representation.ts';
export { fitBlockScaling, scaleBlock, unscaleBlock, type BlockScaling, type BlockScalingOptions } from './scaling.ts';
