// Covers `layers.ts`, `bert-graph.ts`, `efficientnet-graph.ts` and `whisper-graph.ts`; prove-encoder.test.ts compares their numbers to PyTorch.
import { readOnnx } from '@mmae/onnx';
import { bertGraph } from './bert-graph.ts';
import { efficientnetGraph } from './efficientnet-graph.ts';
import type { Weights } from './layers.ts';
import { whisperGraph } from './whisper-graph.ts';

const weightsOf = (shapes: Readonly<Record<string, readonly number[]>>): Weights =>
  Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, { shape, data: new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(1) }])); // prettier-ignore

const layer = (name: string, numOutputs: number, numInputs: number, separator = '.') => ({
  [`${name}${separator}weight`]: [numOutputs, numInputs],
  [`${name}${separator}bias`]: [numOutputs],
});

const norm = (name: string, width: number, names = ['.weight', '.bias']) =>
  Object.fromEntries(names.map((part) => [`${name}${part}`, [width]]));

const bert = weightsOf({
  'embeddings.word_embeddings.weight': [5, 4],
  'embeddings.position_embeddings.weight': [6, 4],
  'embeddings.token_type_embeddings.weight': [2, 4],
  ...norm('embeddings.LayerNorm', 4),
  ...['query', 'key', 'value'].reduce((all, part) => ({ ...all, ...layer(`encoder.layer.0.attention.self.${part}`, 4, 4) }), {}),
  ...layer('encoder.layer.0.attention.output.dense', 4, 4),
  ...norm('encoder.layer.0.attention.output.LayerNorm', 4),
  ...layer('encoder.layer.0.intermediate.dense', 8, 4),
  ...layer('encoder.layer.0.output.dense', 4, 8),
  ...norm('encoder.layer.0.output.LayerNorm', 4),
});

const whisper = weightsOf({
  'encoder/conv1/weight': [4, 3, 3],
  'encoder/conv1/bias': [4],
  'encoder/conv2/weight': [4, 4, 3],
  'encoder/conv2/bias': [4],
  'encoder/position_encodings/encodings': [10, 4],
  ...norm('encoder/layer_norm', 4, ['/gamma', '/beta']),
  ...norm('encoder/layer_0/self_attention/layer_norm', 4, ['/gamma', '/beta']),
  ...layer('encoder/layer_0/self_attention/linear_0', 12, 4, '/'),
  ...layer('encoder/layer_0/self_attention/linear_1', 4, 4, '/'),
  ...norm('encoder/layer_0/ffn/layer_norm', 4, ['/gamma', '/beta']),
  ...layer('encoder/layer_0/ffn/linear_0', 8, 4, '/'),
  ...layer('encoder/layer_0/ffn/linear_1', 4, 8, '/'),
});

const statistics = ['.weight', '.bias', '.running_mean', '.running_var'];

const efficientnet = weightsOf({
  '_conv_stem.weight': [2, 3, 3, 3],
  ...norm('_bn0', 2, statistics),
  ...Array.from({ length: 16 }, (_, i) => ({
    ...(i > 0 && { [`_blocks.${i}._expand_conv.weight`]: [4, 2, 1, 1], ...norm(`_blocks.${i}._bn0`, 4, statistics) }),
    [`_blocks.${i}._depthwise_conv.weight`]: [i > 0 ? 4 : 2, 1, 3, 3],
    ...norm(`_blocks.${i}._bn1`, i > 0 ? 4 : 2, statistics),
    [`_blocks.${i}._project_conv.weight`]: [2, i > 0 ? 4 : 2, 1, 1],
    ...norm(`_blocks.${i}._bn2`, 2, statistics),
  })).reduce((all, block) => ({ ...all, ...block }), {}),
  '_conv_head.weight': [5, 2, 1, 1],
  ...norm('_bn1', 5, statistics),
});

const graphs = {
  bert: [bertGraph(bert, 2, { licence: 'MIT' }), ['input_ids', 'attention_mask'], 'last_hidden_state'],
  whisper: [whisperGraph(whisper, 2), ['mel'], 'hidden'],
  efficientnet: [efficientnetGraph(efficientnet, 32), ['image'], 'embedding'],
} as const;

test.each(Object.entries(graphs))('%s: every operator reads what comes before it', (_, [bytes, inputs, output]) => {
  const model = readOnnx(bytes);
  expect([model.inputs, model.outputs]).toEqual([inputs, [output]]);
  const known = new Set([...model.inputs, ...Object.keys(model.constants)]);
  for (const node of model.nodes) {
    expect(node.inputs.filter((name) => !known.has(name))).toEqual([]);
    node.outputs.forEach((name) => known.add(name));
  }
  expect(known).toContain(output);
});

test('batch normalisation is part of the convolution', () => {
  const { nodes, constants } = readOnnx(graphs.efficientnet[0]);
  const [first] = nodes.filter(({ type }) => type === 'Conv');
  const factor = 1 / Math.sqrt(1 + 1e-3); // scale 1, variance 1
  expect(constants[first.inputs[1]].data[0]).toBeCloseTo(factor, 6);
  expect(constants[first.inputs[2]].data[0]).toBeCloseTo(1 - factor, 6); // shift 1, mean 1
  expect(nodes.filter(({ type }) => type === 'Add').length).toBe([1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1].filter(Boolean).length);
});

test('metadata travel in the model, and a missing weight is named', () => {
  expect(readOnnx(graphs.bert[0]).metadata).toEqual({ licence: 'MIT' });
  const { 'embeddings.LayerNorm.bias': _, ...others } = bert;
  expect(() => bertGraph(others, 2)).toThrow('BERT: expected the weight embeddings.LayerNorm.bias, got none. Use the weights of BERT.');
});
