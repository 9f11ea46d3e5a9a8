export { cacheBound, cacheFolder } from './cache/cache-folder.ts';
export { cacheKey, openFeatureCache, type FeatureCache } from './cache/feature-cache.ts';
export { cacheStatus, cleanCache, type CachedExtractor, type FileCount } from './cache/maintain-cache.ts';
export { openScratch, type Scratch, type ScratchRows } from './cache/scratch.ts';
export { dataSummary, mediaSummary } from './data-summary.ts';
export { drawItems } from './draw-items.ts';
export { embedTable, readFittingSamples } from './embed-table.ts';
export { encodersOf, type UsedEncoder } from './encoders-of.ts';
export { loadExtractedKeys, saveExtractedKeys } from './extracted-keys.ts';
export {
  extractMedia,
  labelsOf,
  lostFromTrain,
  presentModalities,
  type ExtractedMedia,
  type ExtractMediaOptions,
} from './extract-media.ts';
export { extractModality, type ExtractedKeys, type Extraction, type ExtractionOptions } from './extraction.ts';
export { makeExtractors, mediaKinds } from './extractors.ts';
export {
  extractorOf,
  featurePlan,
  modalityOptions,
  upgradeExperiment,
  type ExtractorName,
  type FeaturePlan,
  type ModalityOptions,
  type Upgraded,
} from './feature-plan.ts';
export {
  keptSamples,
  toFeatureTable,
  toTables,
  withoutValidation,
  type KeptSamples,
  type TableOptions,
  type Tables,
} from './feature-tables.ts';
export { fitMedia, fitModality, type FittedMedia, type FittedModality, type LeftOut } from './fit-features.ts';
export {
  blockLength,
  loadFittedFeatures,
  saveFittedFeatures,
  termsOf,
  toBlock,
  toFeatures,
  type FittedFeatures,
} from './fitted-features.ts';
export { type Progress, type WorkContext } from './progress.ts';
export { readData, type DataSource } from './read-data.ts';
export { readyMadeExtractor } from './ready-made/ready-made-extractor.ts';
export { readReadyMade, type ReadyMadeFeatures, type ReadyMadeRow } from './ready-made/ready-made-file.ts';
