import type { DetectorName } from '@mmae/programme';

/** The names of the detectors of shots, for help, which does not load them. */
export const detectorNames = ['classical', 'transnetv2'] as const satisfies readonly DetectorName[];
