import { formatFiles, updateJson, type Tree } from '@nx/devkit';
import { insert, writeNew } from './edit.ts';
import { finish } from './finish.ts';
import { namesOf, type Names } from './names.ts';

const evaluation = 'packages/evaluation/src';
const runFolder = 'packages/run-folder';
const scoring = 'packages/scoring/src';

/** `npx nx g ./tools:measure pureShare`: a measure of clusters against labels with its test, in `evaluation.json` and its schema, and in every table. */
export async function measure(tree: Tree, { name }: { readonly name: string }): Promise<() => void> {
  const names = namesOf(name);
  writeNew(tree, `${evaluation}/${names.kebab}.ts`, source(names));
  writeNew(tree, `${evaluation}/${names.kebab}.test.ts`, test(names));
  insert(tree, `${evaluation}/index.ts`, 'after', "from './calibration.ts';\n", `export { ${name} } from './${names.kebab}.ts';\n`);
  insert(tree, `${runFolder}/src/evaluation.ts`, 'after', 'readonly accuracy?: number;\n', `  readonly ${name}?: number;\n`);
  updateJson(tree, `${runFolder}/schema/evaluation.schema.json`, (schema) => {
    schema.$defs.scores.properties[name] = { type: 'number', minimum: 0, maximum: 1, description: meaning };
    return schema;
  });
  insert(tree, `${scoring}/measures.ts`, 'before', "  {\n    key: 'map',", `  measure('${name}', '${names.words}', '${meaning}'),\n`);
  const scores = `${scoring}/evaluate/evaluate-method.ts`;
  insert(
    tree,
    scores,
    'before',
    '    ...mapValues(supervised, (statistic) => statistic(allIndices)),',
    `    ${name}: ${name}(labels, scoredClusters),\n`,
  );
  insert(tree, scores, 'after', 'import { agreement, ', `${name}, `);
  await formatFiles(tree);
  return () => finish(tree.root, { isNewRoom: false });
}

const meaning = 'Share of items whose cluster holds one label alone.';

const source = ({ camel }: Names) => `import { contingency } from './contingency.ts';
import type { Labels } from './labels.ts';

/**
 * The share of samples whose cluster holds one label alone: 0 … 1.
 *
 * It starts as something simple: write what it measures, its chance level and its source.
 *
 * @throws RangeError where there are not as many clusters as labels, or none
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

test('${words} does not ask what clusters are called', () => {
  expect(${camel}(['owl', 'owl', 'hen', 'kite'], ['b', 'b', 'a', 'a'])).toBe(0.5);
});

test('${words}: one cluster of one label is pure, of two is not', () => {
  expect(${camel}(['owl', 'owl'], [3, 3])).toBe(1);
  expect(${camel}(['owl', 'hen'], [3, 3])).toBe(0);
});

test('${words} refuses arrays that do not fit', () => {
  expect(() => ${camel}(['owl'], [0, 1])).toThrow('${camel}: expected');
});
`;
