export { allowsDropFrame, frameRate, toFrame, toRateText, toSeconds, type FrameRate } from './frame-rate.ts';
export { filmTimecode, fromTimecode, isDropFrame, rateOfTimecode, toTimecode } from './timecode.ts';
