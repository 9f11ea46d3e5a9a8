/** The same keys, each value changed. */
export function mapValues<In, Out>(source: Readonly<Record<string, In>>, change: (value: In, key: string) => Out): Record<string, Out> {
  return Object.fromEntries(Object.entries(source).map(([key, value]) => [key, change(value, key)]));
}
