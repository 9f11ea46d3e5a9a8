/**
 * What a trained model does, for rooms that must load no tensor library: `@mmae/mmae/encoder`. Nothing that is imported from here,
 * however far down, imports one.
 */
export { embed, embedEncoded } from './embed.ts';
export { encodeTable, tableEncoder, type EncodedTable } from './encoded-table.ts';
export { type Model, type ModelDescription } from './model.ts';
export { modelOf, trainingStateSchema, type Checkpoint } from './training/checkpoint.ts';
export { canReconstruct, reconstruct, reconstructEncoded } from './reconstruct.ts';
