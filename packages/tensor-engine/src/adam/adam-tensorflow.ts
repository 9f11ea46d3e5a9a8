export { startOpsUpdate as startTensorflowUpdate } from './adam-ops.ts';
