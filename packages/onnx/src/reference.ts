export { interpretOnnx } from './graph/interpret-onnx.ts';
