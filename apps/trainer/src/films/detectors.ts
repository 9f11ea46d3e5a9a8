/** The detectors of shots that can be chosen. Their packages are loaded when films are read. */
export const detectorNames = ['classical'] as const;

export type DetectorName = (typeof detectorNames)[number];
