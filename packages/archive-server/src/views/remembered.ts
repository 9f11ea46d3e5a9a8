/** Reads once per version: what is asked for by many visitors costs the archive one reading after each change. */
export function remembered<Value>(versionOf: () => number, read: () => Value): () => Value {
  let known: { readonly version: number; readonly value: Value } | undefined;
  return () => {
    const version = versionOf();
    if (known?.version !== version) known = { version, value: read() };
    return known.value;
  };
}
