// The encoder of Whisper. A. Radford et al., "Robust Speech Recognition via Large-Scale Weak Supervision", https://arxiv.org/abs/2212.04356. The names
// of the weights are those of CTranslate2 (WhisperSpec, revision 3).
import type { Name } from '@mmae/onnx';
import { firstRows } from './bert-graph.ts';
import { attention, constantOf, construction, gelu, layerNorm, linear, type Construction, type Weights } from './layers.ts';

const epsilon = 1e-5;

/**
 * The bytes of an ONNX model. Input `mel`: log-mel bands, `[batch, numBands, numFrames]`, at most twice as many frames as there are positions; the
 * authors always pad to that length. Output `hidden`: `[batch, numFrames / 2 rounded up, width]`.
 *
 * @throws TypeError if a weight is missing
 */
export function whisperGraph(weights: Weights, numHeads: number, metadata: Readonly<Record<string, string>> = {}): Uint8Array {
  const at = construction('Whisper', weights);
  const { graph } = at;
  const [width, numBands] = at.weight('encoder/conv1/weight').shape;
  const first = gelu(at, convolution(at, graph.input('mel', 'float', [0, numBands, 0]), 'encoder/conv1', 1));
  const frames = graph.op('Transpose', [gelu(at, convolution(at, first, 'encoder/conv2', 2))], { perm: [0, 2, 1] });
  let x = graph.op('Add', [frames, firstRows(at, constantOf(at, 'encoder/position_encodings/encodings'), frames)]);
  for (let layer = 0; `encoder/layer_${layer}/ffn/linear_0/weight` in weights; layer++) x = encoderLayer(at, x, layer, { numHeads, width });
  const hidden = layerNorm(at, x, normOf('encoder/layer_norm'), epsilon);
  return graph.toModel([{ name: 'hidden', from: hidden, shape: [0, 0, width] }], metadata);
}

function convolution(at: Construction, x: Name, name: string, stride: number): Name {
  const inputs = [x, constantOf(at, `${name}/weight`), constantOf(at, `${name}/bias`)];
  return at.graph.op('Conv', inputs, { kernel_shape: [3], strides: [stride], pads: [1, 1] });
}

const normOf = (name: string): [string, string] => [`${name}/gamma`, `${name}/beta`];

/** Attention and a feed-forward network, each on its normalised input and added to it. */
function encoderLayer(
  at: Construction,
  x: Name,
  layer: number,
  { numHeads, width }: { readonly numHeads: number; readonly width: number },
): Name {
  const { graph } = at;
  const name = `encoder/layer_${layer}`;
  const joint = linear(at, layerNorm(at, x, normOf(`${name}/self_attention/layer_norm`), epsilon), `${name}/self_attention/linear_0/`);
  const [query, key, value] = graph.ops('Split', [joint], 3, { axis: -1 });
  const mixed = attention(at, { query, key, value, numHeads, headWidth: width / numHeads });
  const attended = graph.op('Add', [x, linear(at, mixed, `${name}/self_attention/linear_1/`)]);
  const hidden = gelu(at, linear(at, layerNorm(at, attended, normOf(`${name}/ffn/layer_norm`), epsilon), `${name}/ffn/linear_0/`));
  return graph.op('Add', [attended, linear(at, hidden, `${name}/ffn/linear_1/`)]);
}
