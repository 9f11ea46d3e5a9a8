/** Values made for the last few keys, at most `size` of them. A promise that fails is not kept. */
export function recent<Value>(size: number): (key: string, make: () => Value) => Value {
  const values = new Map<string, Value>();
  return (key, make) => {
    const value = values.has(key) ? values.get(key)! : make();
    values.delete(key);
    values.set(key, value);
    if (values.size > size) values.delete(values.keys().next().value!);
    if (value instanceof Promise) value.catch(() => values.get(key) === value && values.delete(key));
    return value;
  };
}
