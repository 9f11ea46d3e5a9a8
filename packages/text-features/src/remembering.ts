const mostRemembered = 200_000;
const longestRemembered = 100;

/** A function of words that looks up what it has done before: words recur. Forgets all where a corpus has too many, and long ones at once. */
export function remembering<Value>(compute: (word: string) => Value): (word: string) => Value {
  const known = new Map<string, Value>();
  return (word) => {
    if (word.length > longestRemembered) return compute(word);
    let value = known.get(word);
    if (value === undefined) {
      if (known.size >= mostRemembered) known.clear();
      value = compute(word);
      known.set(word, value);
    }
    return value;
  };
}
