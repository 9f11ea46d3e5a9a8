// Reads ONNX without the code that writes it: https://protobuf.dev/programming-guides/encoding/ and onnx.proto.

export interface ReadTensor {
  readonly shape: readonly number[];
  readonly data: readonly number[];
  readonly isInteger?: boolean;
}

export interface ReadNode {
  readonly type: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, number | string | readonly number[]>>;
}

export interface ReadModel {
  readonly opset: number;
  readonly metadata: Readonly<Record<string, string>>;
  readonly nodes: readonly ReadNode[];
  readonly constants: Readonly<Record<string, ReadTensor>>;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

type Value = bigint | Uint8Array;

/** The fields of a message by number, each a list. */
function fields(bytes: Uint8Array): Map<number, Value[]> {
  const found = new Map<number, Value[]>();
  let at = 0;
  const varint = () => {
    for (let value = 0n, shift = 0n; ; shift += 7n) {
      const byte = bytes[at++];
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return BigInt.asIntN(64, value);
    }
  };
  const take = (length: number) => bytes.subarray(at, (at += length));
  while (at < bytes.length) {
    const key = Number(varint());
    const value = [varint, () => take(8), () => take(Number(varint())), undefined, undefined, () => take(4)][key & 7]!();
    found.set(key >> 3, [...(found.get(key >> 3) ?? []), value]);
  }
  return found;
}

const messages = (message: Map<number, Value[]>, field: number) => (message.get(field) ?? []).map((value) => fields(value as Uint8Array));
const texts = (message: Map<number, Value[]>, field: number) =>
  (message.get(field) ?? []).map((value) => Buffer.from(value as Uint8Array).toString('utf8'));
const numbers = (message: Map<number, Value[]>, field: number) => (message.get(field) ?? []).map(Number);

/** The parts of a model that an interpreter needs. */
export function readOnnx(bytes: Uint8Array): ReadModel {
  const model = fields(bytes);
  const [graph] = messages(model, 7);
  return {
    opset: numbers(messages(model, 8)[0], 2)[0],
    metadata: Object.fromEntries(messages(model, 14).map((entry) => [texts(entry, 1)[0], texts(entry, 2)[0]])),
    nodes: messages(graph, 1).map((node) => ({
      type: texts(node, 4)[0],
      inputs: texts(node, 1),
      outputs: texts(node, 2),
      attributes: Object.fromEntries(messages(node, 5).map(attribute)),
    })),
    constants: Object.fromEntries(messages(graph, 5).map((tensor) => [texts(tensor, 8)[0], constant(tensor)])),
    inputs: messages(graph, 11).map((value) => texts(value, 1)[0]),
    outputs: messages(graph, 12).map((value) => texts(value, 1)[0]),
  };
}

function attribute(message: Map<number, Value[]>): [string, number | string | number[]] {
  const [name] = texts(message, 1);
  const [type] = numbers(message, 20);
  if (type === 2) return [name, numbers(message, 3)[0]];
  if (type === 3) return [name, texts(message, 4)[0]];
  return [name, numbers(message, 8)];
}

function constant(message: Map<number, Value[]>): ReadTensor {
  const bytes = Uint8Array.from(message.get(9)![0] as Uint8Array).buffer;
  const [type] = numbers(message, 2);
  const data = { 1: () => new Float32Array(bytes), 6: () => new Int32Array(bytes), 7: () => new BigInt64Array(bytes) }[type]!();
  return { shape: numbers(message, 1), data: Array.from(data as ArrayLike<number | bigint>, Number), isInteger: type !== 1 };
}
