import { formatFiles, readJson, updateJson, type Tree } from '@nx/devkit';
import { insert, writeNew } from './edit.ts';
import { finish } from './finish.ts';
import { extractor, extractorTest, packageJson, readme, tsconfig } from './modality-files.ts';
import { namesOf, type Names } from './names.ts';

/**
 * `npx nx g ./tools:modality depth`: a room `packages/depth-features` whose extractor reads any file, and its place on the line: an experiment may name
 * the room from then on, and lint keeps it from knowing another medium.
 *
 * @returns what is to be done once the files are there
 */
export async function modality(tree: Tree, { name }: { readonly name: string }): Promise<() => void> {
  const names = namesOf(name);
  const room = `packages/${names.kebab}-features`;
  writeNew(tree, `${room}/package.json`, packageJson(names, readJson(tree, 'packages/samples/package.json').version));
  writeNew(tree, `${room}/README.md`, readme(names));
  writeNew(tree, `${room}/tsconfig.json`, tsconfig);
  writeNew(tree, `${room}/test/fixtures/four-bytes.bin`, '\u0000\u0001\u0001\u0003');
  writeNew(tree, `${room}/src/index.ts`, `export { ${name}Extractor, type ${names.pascal}Raw } from './${names.kebab}-extractor.ts';\n`);
  writeNew(tree, `${room}/src/${names.kebab}-extractor.ts`, extractor(names));
  writeNew(tree, `${room}/src/${names.kebab}-extractor.test.ts`, extractorTest(names));
  putOnTheLine(tree, names);
  await formatFiles(tree);
  return () => finish(tree.root, { isNewRoom: true });
}

function putOnTheLine(tree: Tree, { camel, kebab }: Names): void {
  const [pipeline, own] = ['packages/pipeline', `@mmae/${kebab}-features`];
  const extractors = `${pipeline}/src/extractors.ts`;
  insert(
    tree,
    extractors,
    'before',
    "import { imageExtractor } from '@mmae/image-features';",
    `import { ${camel}Extractor } from '${own}';\n`,
  );
  const line = `    case '${camel}':\n      return ${camel}Extractor() as Extractor;\n`;
  insert(tree, extractors, 'before', '    case undefined:', line);
  const plan = `    z.strictObject({ extractor: z.literal('${camel}').describe(extractor), options: z.strictObject({}).optional(), ...common }),\n`;
  insert(tree, `${pipeline}/src/feature-plan.ts`, 'before', '    z.strictObject({ extractor: z.undefined()', plan);
  updateJson(tree, `${pipeline}/package.json`, (json) => ({
    ...json,
    dependencies: Object.fromEntries(Object.entries({ ...json.dependencies, [own]: '0.1.0' }).sort()),
  }));
  const wall = `            { sourceTag: 'modality:${camel}', onlyDependOnLibsWithTags: ['modality:${camel}', 'modality:shared'] },\n`;
  insert(tree, 'eslint.config.js', 'before', "            { sourceTag: 'modality:shared'", wall);
}
