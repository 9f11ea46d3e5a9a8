/** Frames a second that the detector's windows are made for. */
const usualRate = 26;

/** Every how many frames one is analysed, so that windows last equally long at all frame rates: 1 up to 38 frames a second, 2 at 50 and 59.94. */
export const strideOf = (framesPerSecond: number): number => Math.max(1, Math.round(framesPerSecond / usualRate));
