/** A tensor as plain data, row-major: a weight, a bias, a moment of the optimizer. */
export interface Parameter {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** Parameters by name, such as `image.encoder.0.weight`. */
export type Weights = Readonly<Record<string, Parameter>>;

/** The shapes of a network's weights by name, in the order in which the weights are drawn. */
export type Shapes = Record<string, readonly number[]>;

/** The total number of parameters. */
export function countParameters(shapes: Shapes): number {
  return Object.values(shapes).reduce((sum, shape) => sum + numElements(shape), 0);
}

export function numElements(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** The entries whose names begin with `prefix.`, with that prefix removed. */
export function under<Value>(source: Readonly<Record<string, Value>>, prefix: string): Record<string, Value> {
  const entries = Object.entries(source).filter(([name]) => name.startsWith(`${prefix}.`));
  return Object.fromEntries(entries.map(([name, value]) => [name.slice(prefix.length + 1), value]));
}

/** The entries with `prefix.` added to their names. */
export function prefixed<Value>(source: Readonly<Record<string, Value>>, prefix: string): Record<string, Value> {
  return Object.fromEntries(Object.entries(source).map(([name, value]) => [`${prefix}.${name}`, value]));
}
