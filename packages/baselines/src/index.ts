export { type Baseline, type BaselineState } from './baseline.ts';
export { mcca, type MccaOptions } from './mcca.ts';
export { maxNumCodes, numCodes, type NumCodes } from './num-codes.ts';
export { pca, type PcaOptions } from './pca.ts';
export { pcaFilled } from './pca-filled.ts';
export { pcaPerModality, type PcaPerModalityOptions } from './pca-per-modality.ts';
export { raw } from './raw.ts';
export { selfLabelledMcca, type SelfLabelledMccaOptions } from './self-labelled-mcca.ts';
