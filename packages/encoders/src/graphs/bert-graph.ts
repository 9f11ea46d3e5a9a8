// The encoder of BERT. J. Devlin et al., "BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding",
// https://arxiv.org/abs/1810.04805. The names of the weights are those of Hugging Face's BertModel.
import { elementTypes, type Name } from '@mmae/onnx';
import { attention, constantOf, construction, gelu, layerNorm, linear, scalar, type Construction, type Weights } from './layers.ts';

const epsilon = 1e-12;

/** Added to the scores of padding. */
const farBelow = -1e9;

/**
 * The bytes of an ONNX model. Inputs `input_ids` and `attention_mask`: int64 `[batch, length]`. Output `last_hidden_state`: `[batch, length, width]`.
 * Every token is of type 0.
 *
 * @throws TypeError if a weight is missing
 */
export function bertGraph(weights: Weights, numHeads: number, metadata: Readonly<Record<string, string>> = {}): Uint8Array {
  const at = construction('BERT', weights);
  const { graph } = at;
  const ids = graph.input('input_ids', 'int64', [0, 0]);
  const bias = maskBias(at, graph.input('attention_mask', 'int64', [0, 0]));
  const [, width] = at.weight('embeddings.word_embeddings.weight').shape;
  let x = embeddings(at, ids);
  for (let layer = 0; `encoder.layer.${layer}.attention.self.query.weight` in weights; layer++)
    x = encoderLayer(at, x, layer, { numHeads, width, bias });
  return graph.toModel([{ name: 'last_hidden_state', from: x, shape: [0, 0, width] }], metadata);
}

/** The embeddings of words, positions and types, added and normalised. */
function embeddings(at: Construction, ids: Name): Name {
  const { graph } = at;
  const words = graph.op('Gather', [constantOf(at, 'embeddings.word_embeddings.weight'), ids], { axis: 0 });
  const positions = firstRows(at, constantOf(at, 'embeddings.position_embeddings.weight'), ids);
  const { data, shape } = at.weight('embeddings.token_type_embeddings.weight');
  const type = graph.constant(data.slice(0, shape[1]), [shape[1]]);
  const sum = graph.op('Add', [graph.op('Add', [words, positions]), type]);
  return layerNorm(at, sum, ['embeddings.LayerNorm.weight', 'embeddings.LayerNorm.bias'], epsilon);
}

/** As many rows of a table as the second dimension of `x` has elements. */
export function firstRows({ graph }: Construction, table: Name, x: Name): Name {
  const integers = (...values: number[]) => graph.constant(BigInt64Array.from(values.map(BigInt)), [values.length]);
  const length = graph.op('Slice', [graph.op('Shape', [x]), integers(1), integers(2)]);
  return graph.op('Slice', [table, integers(0), length, integers(0)]);
}

/** 0 for tokens, far below for padding: `[batch, 1, 1, length]` */
function maskBias(at: Construction, mask: Name): Name {
  const { graph } = at;
  const spread = graph.op('Unsqueeze', [
    graph.op('Cast', [mask], { to: elementTypes.float }),
    graph.constant(BigInt64Array.of(1n, 2n), [2]),
  ]);
  return graph.op('Mul', [graph.op('Sub', [scalar(at, 1), spread]), scalar(at, farBelow)]);
}

interface LayerOptions {
  readonly numHeads: number;
  readonly width: number;
  readonly bias: Name;
}

function encoderLayer(at: Construction, x: Name, layer: number, { numHeads, width, bias }: LayerOptions): Name {
  const { graph } = at;
  const name = `encoder.layer.${layer}`;
  const [query, key, value] = ['query', 'key', 'value'].map((part) => linear(at, x, `${name}.attention.self.${part}.`));
  const mixed = attention(at, { query, key, value, numHeads, headWidth: width / numHeads, bias });
  const normOf = (part: string): [string, string] => [`${name}.${part}.LayerNorm.weight`, `${name}.${part}.LayerNorm.bias`];
  const attended = layerNorm(
    at,
    graph.op('Add', [x, linear(at, mixed, `${name}.attention.output.dense.`)]),
    normOf('attention.output'),
    epsilon,
  );
  const hidden = gelu(at, linear(at, attended, `${name}.intermediate.dense.`));
  return layerNorm(at, graph.op('Add', [attended, linear(at, hidden, `${name}.output.dense.`)]), normOf('output'), epsilon);
}
