// tfjs-core's own bundle for Node leaves its gradients out; the union package brings them for the same tfjs-core.
// To be imported before a correction registers a gradient of its own.
import '@tensorflow/tfjs';
