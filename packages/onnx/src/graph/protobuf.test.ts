// Also covers `read-onnx.ts` and `onnx-graph.ts`. Bytes are those of https://protobuf.dev/programming-guides/encoding/.
import { onnxGraph } from './onnx-graph.ts';
import { bytesField, floatField, integerField, messageField } from './protobuf.ts';
import { readOnnx } from './read-onnx.ts';

const hex = (parts: readonly Uint8Array[]) => Buffer.concat(parts).toString('hex');

test('fields are encoded as in the guide of the format', () => {
  expect(hex(integerField(1, 150))).toBe('089601');
  expect(hex(integerField(1, -2))).toBe('08feffffffffffffffff01');
  expect(hex(bytesField(2, 'testing'))).toBe('120774657374696e67');
  expect(hex(messageField(3, integerField(1, 150)))).toBe('1a03089601');
  expect(hex(integerField(20, 2n))).toBe('a00102');
  expect(hex(floatField(2, 1))).toBe('150000803f');
});

test('a graph holds what was added to it, in order', () => {
  const graph = onnxGraph('example');
  const x = graph.input('x', 'uint8', [2, 3]);
  const [first] = graph.ops('Split', [x, graph.constant(BigInt64Array.of(1n, -1n), [2])], 2, { axis: -1, mode: 'even', sizes: [1, 300] });
  const model = readOnnx(graph.toModel([{ name: 'y', from: graph.op('Relu', [first]), shape: [2, 1] }], {}));
  expect(model.nodes).toEqual([
    {
      type: 'Split',
      inputs: ['x', 'constant_0'],
      outputs: ['Split_0_0', 'Split_0_1'],
      attributes: { axis: -1, mode: 'even', sizes: [1, 300] },
    },
    { type: 'Relu', inputs: ['Split_0_0'], outputs: ['Relu_1'], attributes: {} },
    { type: 'Identity', inputs: ['Relu_1'], outputs: ['y'], attributes: {} },
  ]);
  expect(model.constants).toEqual({ constant_0: { shape: [2], data: [1, -1], isInteger: true } });
});
