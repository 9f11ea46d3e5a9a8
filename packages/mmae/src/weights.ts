/** Numbers with a shape, row-major: a weight, a bias, an optimizer's moment. */
export interface Parameter {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** The numbers of a network by name, such as `image.encoder.0.weight`. */
export type Weights = Readonly<Record<string, Parameter>>;

/** The shapes of a network's weights by name, in the order in which they are drawn. */
export type Shapes = Record<string, readonly number[]>;

/** How many numbers the shapes hold together. */
export function countParameters(shapes: Shapes): number {
  return Object.values(shapes).reduce((sum, shape) => sum + numElements(shape), 0);
}

export function numElements(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** The entries of `source` under `prefix.`, without it. */
export function under<Value>(source: Readonly<Record<string, Value>>, prefix: string): Record<string, Value> {
  const entries = Object.entries(source).filter(([name]) => name.startsWith(`${prefix}.`));
  return Object.fromEntries(entries.map(([name, value]) => [name.slice(prefix.length + 1), value]));
}

/** The entries of `source` with `prefix.` before their names. */
export function prefixed<Value>(source: Readonly<Record<string, Value>>, prefix: string): Record<string, Value> {
  return Object.fromEntries(Object.entries(source).map(([name, value]) => [`${prefix}.${name}`, value]));
}
