/** Numbers that are joined step by step (union–find: R. Tarjan, "Efficiency of a good but not linear set union algorithm", 1975). */
export interface Groups {
  areJoined(a: number, b: number): boolean;
  /** @param value of this join; a group has the least value of its joins */
  join(a: number, b: number, value: number): void;
  /** Groups of two and more, in the order of their first members. */
  all(): readonly { readonly members: readonly number[]; readonly least: number }[];
}

export function groups(count: number): Groups {
  const parents = Uint32Array.from({ length: count }, (_, i) => i);
  const least = new Float32Array(count).fill(Infinity);

  function rootOf(i: number): number {
    while (parents[i] !== i) i = parents[i] = parents[parents[i]!]!;
    return i;
  }

  return {
    areJoined: (a, b) => rootOf(a) === rootOf(b),
    join(a, b, value) {
      const [first, second] = [rootOf(a), rootOf(b)].sort((x, y) => x - y) as [number, number];
      parents[second] = first;
      least[first] = Math.min(least[first]!, least[second]!, value);
    },
    all() {
      const members = new Map<number, number[]>();
      for (let i = 0; i < count; i++) {
        const root = rootOf(i);
        const others = members.get(root);
        if (others) others.push(i);
        else members.set(root, [i]);
      }
      return [...members].filter(([, each]) => each.length > 1).map(([root, each]) => ({ members: each, least: least[root]! }));
    },
  };
}
