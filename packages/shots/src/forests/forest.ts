/** A sum of decision trees, as gradient boosting gives them. */
export interface Forest {
  /** log odds before the first tree */
  readonly bias: number;
  /** of each node: the feature that it asks for, or -1 for a leaf */
  readonly features: Int16Array;
  /** of each node: the largest value that goes left; the log odds of a leaf */
  readonly values: Float64Array;
  /** of each node: its right child; the left one follows it */
  readonly rights: Int32Array;
  /** first node of each tree */
  readonly roots: Int32Array;
}

/**
 * Reads a forest from text: a line with the bias, then a line for each tree, its nodes in the order of a walk that goes left first.
 * `3:12.5` asks whether feature 3 is at most 12.5; `=0.2` is a leaf.
 */
export function parseForest(text: string): Forest {
  const [bias, ...trees] = text.trim().split('\n');
  const nodes = trees.map((tree) => tree.trim().split(' '));
  const count = nodes.reduce((sum, tree) => sum + tree.length, 0);
  const forest = {
    bias: Number(bias),
    features: new Int16Array(count).fill(-1),
    values: new Float64Array(count),
    rights: new Int32Array(count),
    roots: new Int32Array(trees.length),
  };
  let next = 0;
  for (const [index, tree] of nodes.entries()) {
    forest.roots[index] = next;
    const end = readNode(forest, tree, next, next);
    if (end !== next + tree.length) throw new RangeError(`parseForest: expected one tree in a line, got ${tree.join(' ')}.`);
    next = end;
  }
  return forest;
}

/** @returns the position after the subtree that begins at `at` */
function readNode(forest: Forest, tree: readonly string[], first: number, at: number): number {
  const [feature, value] = tree[at - first].split(/[:=]/);
  forest.values[at] = Number(value);
  if (feature === '') return at + 1;
  forest.features[at] = Number(feature);
  forest.rights[at] = readNode(forest, tree, first, at + 1);
  return readNode(forest, tree, first, forest.rights[at]);
}

/** Probability that a forest gives to some features. */
export function probability({ bias, features, values, rights, roots }: Forest, given: readonly number[]): number {
  let logOdds = bias;
  for (const root of roots) {
    let node = root;
    while (features[node] >= 0) node = given[features[node]] <= values[node] ? node + 1 : rights[node];
    logOdds += values[node];
  }
  return 1 / (1 + Math.exp(-logOdds));
}
