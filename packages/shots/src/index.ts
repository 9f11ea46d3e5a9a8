export { frameHeight, frameLength, frameWidth, type FrameRange } from './frame.ts';
export type { AwaitedShotDetector, Findings, FrameMeasures, ShotDetector, Transition } from './detector.ts';
export { shotDetector } from './shot-detector.ts';
export { shotOptions, type ShotDetectorOptions, type ShotOptions } from './shot-options.ts';
export { stillScore } from './still-score.ts';
export { toShots, type Boundaries, type Shot } from './to-shots.ts';
