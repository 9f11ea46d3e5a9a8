export { elementTypes, onnxGraph, type ElementType, type Name, type OnnxGraph, type OnnxOutput } from './graph/onnx-graph.ts';
export { readOnnx, type ReadModel, type ReadNode, type ReadTensor } from './graph/read-onnx.ts';
export {
  onnxRuntimeFolder,
  onnxRuntimeVersion,
  openOnnxSession,
  requireOnnxRuntime,
  type OnnxSession,
  type OnnxTensor,
} from './runtime/onnx-runtime.ts';
