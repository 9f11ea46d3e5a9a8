// The messages of ONNX that a graph of tensors needs. Numbers of fields: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
import { bytesField, floatField, integerField, messageField, type Message } from './protobuf.ts';

/** The name of a tensor in a graph. */
export type Name = string;

type Attribute = number | readonly number[] | string | { readonly float: number };

/** A graph under construction. */
export interface OnnxGraph {
  /** Declares an input of the graph. A dimension of 0 is of any size. */
  input(name: string, type: ElementType, shape: readonly number[]): Name;
  /** Adds a constant tensor. */
  constant(data: ConstantData, shape: readonly number[]): Name;
  /** Adds an operator with one output and returns its name. */
  op(type: string, inputs: readonly Name[], attributes?: Readonly<Record<string, Attribute>>): Name;
  /** Adds an operator with several outputs. */
  ops(type: string, inputs: readonly Name[], numOutputs: number, attributes?: Readonly<Record<string, Attribute>>): Name[];
  /** The bytes of the model, with these tensors as outputs. */
  toModel(outputs: readonly OnnxOutput[], metadata: Readonly<Record<string, string>>): Uint8Array;
}

export interface OnnxOutput {
  readonly name: string;
  /** the tensor in the graph that it renames */
  readonly from: Name;
  /** a dimension of 0 is of any size */
  readonly shape: readonly number[];
}

type ConstantData = Float32Array | BigInt64Array | Int32Array | Uint8Array;

/** The types of elements, by their numbers in the format. */
export const elementTypes = { float: 1, uint8: 2, int32: 6, int64: 7 } as const;
export type ElementType = keyof typeof elementTypes;

/** opset 17 (ONNX 1.12): read by every onnxruntime since 1.12 */
const [irVersion, opset] = [8, 17];

/** An empty graph. */
export function onnxGraph(name: string): OnnxGraph {
  const nodes: Message[] = [];
  const initializers: Message[] = [];
  const inputs: Message[] = [];
  const ops: OnnxGraph['ops'] = (type, from, numOutputs, attributes = {}) => {
    const outputs = Array.from({ length: numOutputs }, (_, i) => `${type}_${nodes.length}${numOutputs > 1 ? `_${i}` : ''}`);
    nodes.push(node(type, from, outputs, attributes));
    return outputs;
  };
  return {
    input(inputName, type, shape) {
      inputs.push(valueInfo(inputName, type, shape));
      return inputName;
    },
    constant(data, shape) {
      const constantName = `constant_${initializers.length}`;
      initializers.push(tensor(constantName, data, shape));
      return constantName;
    },
    op: (type, from, attributes) => ops(type, from, 1, attributes)[0],
    ops,
    toModel(outputs, metadata) {
      const renamed = outputs.map((output) => node('Identity', [output.from], [output.name], {}));
      const graph = [
        ...[...nodes, ...renamed].map((message) => messageField(1, message)),
        bytesField(2, name),
        ...initializers.map((message) => messageField(5, message)),
        ...inputs.map((message) => messageField(11, message)),
        ...outputs.map((output) => messageField(12, valueInfo(output.name, 'float', output.shape))),
      ].flat();
      return Buffer.concat(model(graph, metadata));
    },
  };
}

function model(graph: Message, metadata: Readonly<Record<string, string>>): Message {
  return [
    ...integerField(1, irVersion),
    ...bytesField(2, 'mmae'),
    ...messageField(7, graph),
    ...messageField(8, [...bytesField(1, ''), ...integerField(2, opset)]),
    ...Object.entries(metadata).flatMap(([key, value]) => messageField(14, [...bytesField(1, key), ...bytesField(2, value)])),
  ];
}

function node(type: string, inputs: readonly Name[], outputs: readonly Name[], attributes: Readonly<Record<string, Attribute>>): Message {
  return [
    ...inputs.flatMap((name) => bytesField(1, name)),
    ...outputs.flatMap((name) => bytesField(2, name)),
    ...bytesField(3, outputs[0]),
    ...bytesField(4, type),
    ...Object.entries(attributes).flatMap(([name, value]) => messageField(5, [...bytesField(1, name), ...attributeValue(value)])),
  ];
}

/** Field 20 names the type: 1 float, 2 integer, 3 text, 7 integers. */
function attributeValue(value: Attribute): Message {
  if (typeof value === 'number') return [...integerField(3, value), ...integerField(20, 2)];
  if (typeof value === 'string') return [...bytesField(4, value), ...integerField(20, 3)];
  if ('float' in value) return [...floatField(2, value.float), ...integerField(20, 1)];
  return [...value.flatMap((integer) => integerField(8, integer)), ...integerField(20, 7)];
}

function tensor(name: string, data: ConstantData, shape: readonly number[]): Message {
  return [
    ...shape.flatMap((size) => integerField(1, size)),
    ...integerField(2, elementTypes[elementTypeOf(data)]),
    ...bytesField(8, name),
    ...bytesField(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
  ];
}

function elementTypeOf(data: ConstantData): ElementType {
  if (data instanceof Float32Array) return 'float';
  if (data instanceof BigInt64Array) return 'int64';
  return data instanceof Int32Array ? 'int32' : 'uint8';
}

function valueInfo(name: string, type: ElementType, shape: readonly number[]): Message {
  const dimensions = shape.flatMap((size) => messageField(1, size === 0 ? [] : integerField(1, size)));
  const tensorType = [...integerField(1, elementTypes[type]), ...messageField(2, dimensions)];
  return [...bytesField(1, name), ...messageField(2, messageField(1, tensorType))];
}
