// The operators of ONNX (https://onnx.ai/onnx/operators/) that the network uses, as plain loops in double precision.
import type { ReadModel, ReadNode, ReadTensor } from './read-onnx.ts';

/** The outputs of a model by name. */
export function interpretOnnx(model: ReadModel, inputs: Readonly<Record<string, ReadTensor>>): Record<string, ReadTensor> {
  const values: Record<string, ReadTensor> = { ...model.constants, ...inputs };
  for (const node of model.nodes) {
    const operator = operators[node.type];
    if (!operator) throw new Error(`interpretOnnx: no operator ${node.type}`);
    const results = operator(
      node.inputs.map((name) => values[name]),
      node,
    );
    node.outputs.forEach((name, i) => (values[name] = results[i]));
  }
  return Object.fromEntries(model.outputs.map((name) => [name, values[name]]));
}

type Operator = (inputs: readonly ReadTensor[], node: ReadNode) => ReadTensor[];

const sizeOf = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);

/** A tensor with the value of `at` at every index. */
function tensor(shape: readonly number[], at: (index: readonly number[]) => number): ReadTensor {
  const index = shape.map(() => 0);
  const data = Array.from({ length: sizeOf(shape) }, () => {
    const value = at(index);
    for (let axis = shape.length - 1; axis >= 0 && ++index[axis] === shape[axis]; axis--) index[axis] = 0;
    return value;
  });
  return { shape, data };
}

function offset({ shape }: ReadTensor, index: readonly number[]): number {
  return shape.reduce((sum, size, axis) => sum * size + index[axis], 0);
}

/** An element of a tensor that is broadcast to a shape with more or larger dimensions. */
function broadcastOf(x: ReadTensor, index: readonly number[]): number {
  const own = index.slice(index.length - x.shape.length).map((i, axis) => (x.shape[axis] === 1 ? 0 : i));
  return x.data[offset(x, own)];
}

const unary =
  (f: (x: number) => number): Operator =>
  ([x]) => [{ shape: x.shape, data: x.data.map(f) }];

const elementwise =
  (f: (a: number, b: number) => number): Operator =>
  (inputs) => {
    const [widest] = [...inputs].sort((a, b) => sizeOf(b.shape) - sizeOf(a.shape));
    return [tensor(widest.shape, (index) => inputs.map((x) => broadcastOf(x, index)).reduce((a, b) => f(a, b)))];
  };

const reduce =
  (f: (values: readonly number[]) => number): Operator =>
  ([x, given], { attributes }) => {
    const axes = (given?.data ?? attributes.axes) as readonly number[];
    const groups = tensor(
      x.shape.map((size, axis) => (axes.includes(axis) ? 1 : size)),
      () => 0,
    );
    const values = groups.data.map((): number[] => []);
    tensor(x.shape, (index) => values[offset(groups, index.map((i, axis) => (axes.includes(axis) ? 0 : i)))].push(broadcastOf(x, index))); // prettier-ignore
    const shape = attributes.keepdims === 0 ? x.shape.filter((_, axis) => !axes.includes(axis)) : groups.shape;
    return [{ shape, data: values.map(f) }];
  };

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

function conv([x, weight, bias]: readonly ReadTensor[], { attributes }: ReadNode): ReadTensor[] {
  const [batch, channels, height, width] = x.shape;
  const [filters, , rows, columns] = weight.shape;
  const [top, left, bottom, right] = (attributes.pads as readonly number[]) ?? [0, 0, 0, 0];
  const shape = [batch, filters, height + top + bottom - rows + 1, width + left + right - columns + 1];
  return [
    tensor(shape, ([n, filter, y0, x0]) => {
      let total = bias?.data[filter] ?? 0;
      for (let channel = 0; channel < channels; channel++)
        for (let i = 0; i < rows; i++)
          for (let j = 0; j < columns; j++) {
            const [row, column] = [y0 + i - top, x0 + j - left];
            if (row < 0 || row >= height || column < 0 || column >= width) continue;
            total +=
              x.data[((n * channels + channel) * height + row) * width + column] *
              weight.data[((filter * channels + channel) * rows + i) * columns + j];
          }
      return total;
    }),
  ];
}

/** The interpreter knows no other values of these attributes. */
function expectEqual(got: readonly unknown[], known: readonly unknown[]): void {
  if (JSON.stringify(got) !== JSON.stringify(known))
    throw new Error(`interpretOnnx: expected ${JSON.stringify(known)}, got ${JSON.stringify(got)}`);
}

function averagePool([x]: readonly ReadTensor[], { attributes }: ReadNode): ReadTensor[] {
  expectEqual([attributes.kernel_shape, attributes.strides], [[2, 2], [2, 2]]); // prettier-ignore
  const [batch, channels, height, width] = x.shape;
  const quarter = [0, 1, 2, 3];
  return [
    tensor(
      [batch, channels, height >> 1, width >> 1],
      ([n, c, i, j]) => sum(quarter.map((k) => x.data[offset(x, [n, c, 2 * i + (k >> 1), 2 * j + (k & 1)])])) / 4,
    ),
  ];
}

function split([x]: readonly ReadTensor[], { attributes, outputs }: ReadNode): ReadTensor[] {
  const axis = attributes.axis as number;
  const size = x.shape[axis] / outputs.length;
  return outputs.map((_, part) =>
    tensor(x.shape.with(axis, size), (index) => x.data[offset(x, index.with(axis, index[axis] + part * size))]),
  );
}

function concat(inputs: readonly ReadTensor[], { attributes }: ReadNode): ReadTensor[] {
  const axis = attributes.axis as number;
  const shape = inputs[0].shape.with(axis, sum(inputs.map((x) => x.shape[axis])));
  return [
    tensor(shape, (index) => {
      let [part, i] = [0, index[axis]];
      for (; i >= inputs[part].shape[axis]; part++) i -= inputs[part].shape[axis];
      return inputs[part].data[offset(inputs[part], index.with(axis, i))];
    }),
  ];
}

function pad([x, { data: pads }]: readonly ReadTensor[]): ReadTensor[] {
  const shape = x.shape.map((size, axis) => size + pads[axis] + pads[axis + x.shape.length]);
  return [
    tensor(shape, (index) => {
      const from = index.map((i, axis) => i - pads[axis]);
      return from.every((i, axis) => i >= 0 && i < x.shape[axis]) ? x.data[offset(x, from)] : 0;
    }),
  ];
}

/** `a · b`, or `a · bᵀ + c`. */
function product(a: ReadTensor, b: ReadTensor, isTransposed: boolean, c?: ReadTensor): ReadTensor {
  const [rows, inner] = a.shape;
  const columns = b.shape[isTransposed ? 0 : 1];
  return tensor([rows, columns], ([i, j]) => {
    let total = c?.data[j] ?? 0;
    for (let k = 0; k < inner; k++) total += a.data[i * inner + k] * b.data[isTransposed ? j * inner + k : k * columns + j];
    return total;
  });
}

function scatterAdd([x, indices, updates]: readonly ReadTensor[], { attributes }: ReadNode): ReadTensor[] {
  expectEqual([attributes.axis, attributes.reduction], [1, 'add']);
  const data = [...x.data];
  tensor(indices.shape, ([i, j]) => (data[offset(x, [i, indices.data[offset(indices, [i, j])]])] += updates.data[offset(updates, [i, j])]));
  return [{ shape: x.shape, data }];
}

const operators: Readonly<Record<string, Operator>> = {
  Identity: unary((x) => x),
  Cast: ([x], { attributes }) => [{ ...x, isInteger: attributes.to !== 1 }],
  Relu: unary((x) => Math.max(0, x)),
  Sigmoid: unary((x) => 1 / (1 + Math.exp(-x))),
  Add: elementwise((a, b) => a + b),
  Sum: elementwise((a, b) => a + b),
  Mul: elementwise((a, b) => a * b),
  Max: elementwise(Math.max),
  Div: (inputs, node) => elementwise(inputs.every((x) => x.isInteger) ? (a, b) => Math.trunc(a / b) : (a, b) => a / b)(inputs, node),
  ReduceMean: reduce((values) => sum(values) / values.length),
  ReduceSum: reduce(sum),
  ReduceL2: reduce((values) => Math.hypot(...values)),
  Transpose: ([x], { attributes }) => {
    const perm = attributes.perm as readonly number[];
    const shape = perm.map((axis) => x.shape[axis]);
    return [tensor(shape, (index) => x.data[offset(x, perm.map((_, axis) => index[perm.indexOf(axis)]))])]; // prettier-ignore
  },
  Reshape: ([x, { data: shape }]) => [{ shape, data: x.data }],
  Flatten: ([x]) => [{ shape: [x.shape[0], sizeOf(x.shape.slice(1))], data: x.data }],
  Gemm: ([a, b, c]) => [product(a, b, true, c)],
  MatMul: ([a, b]) => [product(a, b, false)],
  GatherElements: ([x, indices]) => [tensor(indices.shape, ([i, j]) => x.data[offset(x, [i, indices.data[offset(indices, [i, j])]])])],
  Conv: conv,
  AveragePool: averagePool,
  Split: split,
  Concat: concat,
  Pad: pad,
  ScatterElements: scatterAdd,
};
