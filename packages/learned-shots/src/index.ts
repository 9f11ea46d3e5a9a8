export { learnedShotDetector } from './detector/learned-shot-detector.ts';
export { learnedShotOptions, type LearnedShotDetectorOptions, type LearnedShotOptions } from './detector/learned-shot-options.ts';
