import { shotDetector, type AwaitedShotDetector } from '@mmae/shots';

/** A way to find shots. Others have the same interface. */
export interface Detector {
  readonly name: string;
  /** changes when the shots of the same film change: a version, options */
  readonly key: string;
  /** Starts with a new film. */
  start(film: { readonly framesPerSecond: number }): AwaitedShotDetector | Promise<AwaitedShotDetector>;
}

/** The detector of `@mmae/shots`. */
export const classicalDetector: Detector = {
  name: 'classical',
  key: 'classical 1',
  start: ({ framesPerSecond }) => shotDetector({ framesPerSecond }),
};
