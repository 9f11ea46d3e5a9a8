export { runtimeRecipe, type SourceOptions } from './setup/setup-runtime.ts';
export { readPth, type Tensor } from './weights/read-pth.ts';
