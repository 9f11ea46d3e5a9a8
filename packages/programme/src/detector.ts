import { shotDetector, type AwaitedShotDetector } from '@mmae/shots';

/** A way to find shots. Others have the same interface. */
export interface Detector {
  readonly name: string;
  /** changes when the shots of the same film change: a version, options */
  readonly key: string;
  /** Starts with a new film. @throws InputError if it is not set up */
  start(film: { readonly framesPerSecond: number }): AwaitedShotDetector | Promise<AwaitedShotDetector>;
}

/** The detector of `@mmae/shots`. The number in its key grows when it finds other shots than before. */
export const classicalDetector: Detector = {
  name: 'classical',
  key: 'classical 2',
  start: ({ framesPerSecond }) => shotDetector({ framesPerSecond }),
};

/** The network of `@mmae/learned-shots`, which needs a set-up. It is loaded when it starts. */
const transnet: Detector = {
  name: 'transnetv2',
  key: 'transnetv2 1',
  start: async ({ framesPerSecond }) => (await import('@mmae/learned-shots')).learnedShotDetector({ framesPerSecond }),
};

/** The detectors that commands offer. */
export const detectors = { classical: classicalDetector, transnetv2: transnet } as const;

export type DetectorName = keyof typeof detectors;
