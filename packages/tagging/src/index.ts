export { mostFrequentTags, nearestFeatureTags, type TagGallery, type WordSource } from './baseline-tags.ts';
export { compareFeatures } from './compare-features.ts';
export { confidenceOf, fitConfidence, type ConfidenceCurve } from './confidence.ts';
export { openDescriber, saveTagCalibration, type Describer } from './describer.ts';
export { learnTags, type TaggedModel } from './learn-tags.ts';
export { isRight, tagTruths, type TagTruth } from './tag-truth.ts';
export { numScoredWords, scoreProposals } from './score-tags.ts';
export {
  describe,
  labelTags,
  scoreTags,
  tagKey,
  wordModality,
  wordTags,
  type ProposedTag,
  type ScoredTag,
  type TagCalibration,
  type TagKind,
  type TagSource,
} from './tags.ts';
