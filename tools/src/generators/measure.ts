import { formatFiles, type Tree } from '@nx/devkit';
import { insert, writeNew } from './edit.ts';
import { finish } from './finish.ts';
import type { GeneratorOptions } from './modality.ts';
import { namesOf, type Names } from './names.ts';

const evaluation = 'packages/evaluation/src';
const runFolder = 'packages/run-folder';
const scoring = 'packages/scoring/src';

/** `npx nx g ./tools:measure pureShare`: adds a measure of clusters against labels, with its test, to evaluation.json, its schema and every table. */
export async function measure(tree: Tree, { name, skipFinish }: GeneratorOptions): Promise<() => void> {
  const names = namesOf(name);
  writeNew(tree, `${evaluation}/agreement/${names.kebab}.ts`, source(names));
  writeNew(tree, `${evaluation}/agreement/${names.kebab}.test.ts`, test(names));
  const line = `export { ${name} } from './agreement/${names.kebab}.ts';\n`;
  insert(tree, `${evaluation}/index.ts`, 'after', "from './agreement/cluster-labels.ts';\n", line);
  const score = `    ${name}: share.optional().describe('${meaning}'),\n`;
  insert(tree, `${runFolder}/src/evaluation-schema.ts`, 'before', '    rightCluster: share', score);
  insert(tree, `${scoring}/measures.ts`, 'before', "  {\n    key: 'map',", `  measure('${name}', '${names.words}', '${meaning}'),\n`);
  const scores = `${scoring}/evaluate/evaluate-method.ts`;
  insert(
    tree,
    scores,
    'before',
    '    ...Object.fromEntries(Object.entries(supervised).map(([key, statistic]) => [key, statistic(allIndices)])),',
    `    ${name}: ${name}(labels, scoredClusters),\n`,
  );
  insert(tree, scores, 'after', 'import { agreement, ', `${name}, `);
  await formatFiles(tree);
  return () => finish(tree.root, { packages: ['evaluation', 'run-folder', 'scoring'], skipFinish });
}

const meaning = 'Share of items in clusters with a single label.';

const source = ({ camel }: Names) => `import type { Labels } from '../labels.ts';
import { contingency } from './contingency.ts';

/**
 * Share of samples in clusters with a single label, 0 to 1.
 *
 * This is a placeholder. State what the measure means, its chance level and its source.
 *
 * @throws RangeError unless labels and clusters have the same length, at least 1
 */
export function ${camel}(labels: Labels, clusters: Labels): number {
  const { cells, clusterSizes, numSamples } = contingency('${camel}', labels, clusters);
  return cells.reduce((sum, { cluster, count }) => sum + (count === clusterSizes[cluster] ? count : 0), 0) / numSamples;
}
`;

const test = ({ camel, kebab, words }: Names) => `import { ${camel} } from './${kebab}.ts';

test('${words}: a closed form', () => {
  expect(${camel}(['owl', 'owl', 'hen', 'kite'], [0, 0, 1, 1])).toBe(0.5);
});

test('${words} does not depend on the names of clusters', () => {
  expect(${camel}(['owl', 'owl', 'hen', 'kite'], ['b', 'b', 'a', 'a'])).toBe(0.5);
});

test('${words}: 1 for a single label, 0 for two labels in one cluster', () => {
  expect(${camel}(['owl', 'owl'], [3, 3])).toBe(1);
  expect(${camel}(['owl', 'hen'], [3, 3])).toBe(0);
});

test('${words} refuses arrays of different lengths', () => {
  expect(() => ${camel}(['owl'], [0, 1])).toThrow('${camel}: expected');
});
`;
