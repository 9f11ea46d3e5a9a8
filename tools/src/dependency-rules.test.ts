import { execFileSync } from 'node:child_process';
import { workspace } from './workspace.ts';

/** Imports that break a dependency rule, by the folder of the importing file. */
const forbidden: readonly (readonly [folder: string, imported: string])[] = [
  ['packages/matrix/src', '@mmae/samples'],
  ['packages/samples/src', '@mmae/feature-table'],
  ['packages/audio-features/src', '@mmae/image-features'],
  ['packages/image-features/src', '@mmae/text-features'],
  ['packages/text-features/src', '@mmae/audio-features'],
  ['packages/text-features/src', '@mmae/mmae'],
  ['packages/encoders/src', '@mmae/image-features'],
  ['packages/encoders/src', '@mmae/pipeline'],
  ['packages/matrix/src', '@mmae/encoders'],
  ['packages/audio-features/src', '@mmae/evaluation'],
  ['packages/feature-table/src', '@mmae/samples'],
  ['packages/tensor-engine/src', '@mmae/feature-table'],
  ['packages/mmae/src', '@mmae/evaluation'],
  ['packages/mmae/src', '@mmae/baselines'],
  ['packages/mmae/src', '@mmae/image-features'],
  ['packages/mmae/src', '@mmae/run-folder'],
  ['packages/baselines/src', '@mmae/mmae'],
  ['packages/baselines/src', '@mmae/tensor-engine'],
  ['packages/evaluation/src', '@mmae/feature-table'],
  ['packages/clustering/src', '@mmae/evaluation'],
  ['packages/run-folder/src', '@mmae/feature-table'],
  ['packages/embedder/src', '@mmae/mmae'],
  ['packages/embedder/src', '@mmae/tensor-engine'],
  ['packages/embedder/src', '@mmae/evaluation'],
  ['packages/embedder/src', '@mmae/baselines'],
  ['packages/run-folder/src', '@mmae/embedder'],
  ['packages/scoring/src', '@mmae/embedder'],
  ['packages/scoring/src', '@mmae/reporter'],
  ['packages/scoring/src', '@tensorflow/tfjs-core'],
  ['packages/evaluation/src', '@mmae/scoring'],
  ['packages/pipeline/src', '@mmae/mmae/encoder'],
  ['packages/pipeline/src', '@mmae/evaluation'],
  ['packages/pipeline/src', '@mmae/baselines'],
  ['packages/pipeline/src', '@mmae/embedder'],
  ['packages/tagging/src', '@mmae/mmae'],
  ['packages/tagging/src', '@mmae/tensor-engine'],
  ['packages/embedder/src', '@mmae/tagging'],
  ['apps/reporter/src', '@mmae/mmae/encoder'],
  ['apps/reporter/src', '@mmae/tensor-engine'],
  ['apps/reporter/src', '@mmae/trainer'],
  ['apps/trainer/src', '@mmae/reporter'],
  ['packages/samples/src', '../../matrix/src/matrix.ts'],
  ['packages/baselines/src', '@tensorflow/tfjs-core'],
  ['packages/embedder/src', '@tensorflow/tfjs-core'],
  ['packages/evaluation/src', '@tensorflow/tfjs-core'],
  ['apps/reporter/src', '@tensorflow/tfjs-core'],
  ['apps/trainer/src', '@tensorflow/tfjs-core'],
  ['packages/mmae/src', '@tensorflow/tfjs-backend-wasm'],
  ['packages/mmae/src', '@tensorflow/tfjs-node-gpu'],
];

interface Source {
  readonly file: string;
  readonly source: string;
}

/** The rules that each source breaks, as ESLint finds them outside of jest. The source replaces the content of an existing file. */
function lint(sources: readonly Source[]): string[][] {
  const script = `
    import { ESLint } from 'eslint';
    const eslint = new ESLint({ cwd: ${JSON.stringify(workspace)} });
    const found = [];
    for (const { file, source } of ${JSON.stringify(sources)}) {
      const [result] = await eslint.lintText(source, { filePath: file });
      found.push(result.messages.map(({ ruleId }) => ruleId));
    }
    process.stdout.write(JSON.stringify(found));`;
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: workspace,
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  return JSON.parse(printed) as string[][];
}

const lintImports = (imports: readonly (readonly [folder: string, imported: string])[]) =>
  lint(imports.map(([folder, imported]) => ({ file: `${folder}/index.ts`, source: `import '${imported}';\n` })));

/** Lint reads the dependency rules from the project graph in Nx's cache, which a fresh checkout lacks. */
beforeAll(() => {
  const env = { ...process.env, NODE_OPTIONS: '', NX_DAEMON: 'false' };
  execFileSync(process.execPath, ['node_modules/nx/dist/bin/nx.js', 'show', 'projects'], { cwd: workspace, stdio: 'ignore', env });
});

test('lint refuses every import that breaks a dependency rule', () => {
  const dependencyRules = ['@nx/enforce-module-boundaries', '@typescript-eslint/no-restricted-imports'];
  const passed = lintImports(forbidden).map((rules, i) => [forbidden[i].join(' ← '), rules.some((rule) => dependencyRules.includes(rule))]);
  expect(passed.filter(([, isRefused]) => !isRefused)).toEqual([]);
});

test('lint allows imports along the dependency rules', () => {
  const allowed = [
    ['packages/mmae/src', '@mmae/tensor-engine'],
    ['packages/audio-features/src', '@mmae/samples'],
    ['apps/reporter/src', '@mmae/run-folder'],
    ['apps/reporter/src', '@mmae/scoring'],
    ['apps/reporter/src', '@mmae/embedder'],
    ['packages/embedder/src', '@mmae/mmae/encoder'],
    ['packages/embedder/src', '@mmae/pipeline'],
    ['packages/tagging/src', '@mmae/evaluation'],
    ['apps/trainer/src', '@mmae/tagging'],
  ] as const;
  expect(lintImports(allowed)).toEqual(allowed.map(() => []));
});

test('lint refuses a promise that nobody awaits', () => {
  expect(lint([{ file: 'packages/run-folder/src/index.ts', source: 'export const save = () => { Promise.resolve(); };\n' }])).toEqual([
    ['@typescript-eslint/no-floating-promises'],
  ]);
});
