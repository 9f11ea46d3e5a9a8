import { formatFiles, readJson, updateJson, type Tree } from '@nx/devkit';
import { insert, writeNew } from './edit.ts';
import { finish } from './finish.ts';
import { extractor, extractorTest, options, packageJson, readme, tsconfig } from './modality-files.ts';
import { namesOf, type Names } from './names.ts';

export interface GeneratorOptions {
  /** in camelCase */
  readonly name: string;
  readonly skipFinish?: boolean;
}

/**
 * `npx nx g ./tools:modality depth`: a package `packages/depth-features` whose extractor reads any file. Experiments can name the extractor, and a
 * dependency rule keeps the package from importing another modality.
 *
 * @returns what remains after the files are written
 */
export async function modality(tree: Tree, { name, skipFinish }: GeneratorOptions): Promise<() => void> {
  const names = namesOf(name);
  const folder = `packages/${names.kebab}-features`;
  writeNew(tree, `${folder}/package.json`, packageJson(names, { input: versionOf(tree, 'input'), samples: versionOf(tree, 'samples') }));
  writeNew(tree, `${folder}/README.md`, readme(names));
  writeNew(tree, `${folder}/tsconfig.json`, tsconfig);
  writeNew(tree, `${folder}/test/fixtures/four-bytes.bin`, '\u0000\u0001\u0001\u0003');
  writeNew(
    tree,
    `${folder}/src/index.ts`,
    `export { ${name}Extractor, type ${names.pascal}Raw } from './${names.kebab}-extractor.ts';\n` +
      `export { ${name}Options } from './${names.kebab}-options.ts';\n`,
  );
  writeNew(tree, `${folder}/src/${names.kebab}-options.ts`, options(names));
  writeNew(tree, `${folder}/src/${names.kebab}-extractor.ts`, extractor(names));
  writeNew(tree, `${folder}/src/${names.kebab}-extractor.test.ts`, extractorTest(names));
  register(tree, names);
  await formatFiles(tree);
  return () => finish(tree.root, { packages: [`${names.kebab}-features`, 'pipeline'], isNewPackage: true, skipFinish });
}

const versionOf = (tree: Tree, name: string): string => readJson<{ version: string }>(tree, `packages/${name}/package.json`).version;

/** Makes the extractor known to experiments and to lint. */
function register(tree: Tree, { camel, kebab }: Names): void {
  const own = `@mmae/${kebab}-features`;
  const extractors = 'packages/pipeline/src/extractors.ts';
  insert(tree, extractors, 'before', 'import { encodedImageExtractor, imageExtractor }', `import { ${camel}Extractor } from '${own}';\n`);
  insert(
    tree,
    extractors,
    'before',
    '    case undefined:',
    `    case '${camel}':\n      return ${camel}Extractor(plan.options) as Extractor;\n`,
  );
  const plan = 'packages/pipeline/src/feature-plan.ts';
  insert(tree, plan, 'before', 'import { imageOptions }', `import { ${camel}Options } from '${own}';\n`);
  const member = `z.strictObject({ extractor: z.literal('${camel}').describe(extractor), options: ${camel}Options.optional().describe(options), ...common }),`;
  insert(tree, plan, 'before', '    z.strictObject({ extractor: z.undefined()', `    ${member}\n`);
  updateJson(tree, 'packages/pipeline/package.json', (json) => ({
    ...json,
    dependencies: Object.fromEntries(Object.entries({ ...json.dependencies, [own]: '0.1.0' }).sort()),
  }));
  const rule = `            { sourceTag: 'modality:${camel}', onlyDependOnLibsWithTags: ['modality:${camel}', 'modality:shared'] },\n`;
  insert(tree, 'eslint.config.js', 'before', "            { sourceTag: 'modality:shared'", rule);
}
