export { type Baseline, type BaselineState } from './baseline.ts';
export { mcca } from './mcca.ts';
export { maxNumCodes, numCodes, type NumCodes } from './num-codes.ts';
export {
  mccaOptions,
  pcaOptions,
  pcaPerModalityOptions,
  selfLabelledMccaOptions,
  type MccaOptions,
  type PcaOptions,
  type PcaPerModalityOptions,
  type SelfLabelledMccaOptions,
} from './options.ts';
export { pca, pcaPerModality, raw } from './pca.ts';
export { pcaFilled } from './pca-filled.ts';
export { selfLabelledMcca } from './self-labelled-mcca.ts';
