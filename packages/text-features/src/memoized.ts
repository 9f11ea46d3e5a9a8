const maxEntries = 200_000;
const maxWordLength = 100;

/** Caches the results of a function of words. The cache is cleared when it is full; long words are not cached. */
export function memoized<Value>(compute: (word: string) => Value): (word: string) => Value {
  const cache = new Map<string, Value>();
  return (word) => {
    if (word.length > maxWordLength) return compute(word);
    let value = cache.get(word);
    if (value === undefined) {
      if (cache.size >= maxEntries) cache.clear();
      value = compute(word);
      cache.set(word, value);
    }
    return value;
  };
}
