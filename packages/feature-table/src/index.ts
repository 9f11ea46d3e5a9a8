export { type FeatureTable } from './feature-table.ts';
export { type Representation } from './representation.ts';
