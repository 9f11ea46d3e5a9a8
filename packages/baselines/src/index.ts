export { pca, type PcaOptions } from './pca.ts';
export { raw } from './raw.ts';
