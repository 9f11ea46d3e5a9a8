export { contextOf, type Context, type ContextDescription } from './context/context.ts';
export { contextOptions, resolveContextOptions, type ContextOptions } from './context/context-options.ts';
export { embedInContext } from './context/embed-in-context.ts';
export { trainContext, type ContextProgress, type ContextRequest } from './context/train-context.ts';
export { type Sequence } from './context/windows.ts';
export { type FusionName } from './fusion/fusions.ts';
export { embed, embedEncoded } from './inference/embed.ts';
export { encodeTable, tableEncoder, type EncodedTable } from './inference/encode-table.ts';
export { type Model, type ModelDescription } from './model.ts';
export {
  mmaeOptions,
  resolveMmaeOptions,
  type ConvolutionOptions,
  type LayerOptions,
  type MmaeOptions,
  type NetworkOptions,
  type ObjectiveOptions,
  type ReconstructionLoss,
  type StageOptions,
  type TrainingOptions,
  type Written,
} from './options.ts';
export { mmae, type Mmae, type MmaeRequest } from './mmae.ts';
export { canReconstruct, reconstruct, reconstructEncoded } from './inference/reconstruct.ts';
export { modelOf, stepsOf, trainingStateSchema, type Checkpoint, type Position, type TrainingState } from './training/checkpoint.ts';
export { type LossValues } from './training/network-on-engine.ts';
export { type Progress } from './training/progress.ts';
export { train, type FindCodes, type FindLatents, type TrainRequest } from './training/train.ts';
export { untrained } from './network/initial-weights.ts';
export { type Parameter, type Weights } from './network/weights.ts';
