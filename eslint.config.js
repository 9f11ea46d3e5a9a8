import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import jsoncParser from 'jsonc-eslint-parser';
import tseslint from 'typescript-eslint';

const onlyTensorEngine = { group: ['@tensorflow/tfjs-*', '!@tensorflow/tfjs-core'], message: 'Only tensor-engine imports a tfjs backend.' };
const onlyEncoder = { regex: '^@mmae/mmae$', message: 'Import @mmae/mmae/encoder, which loads no tensor library.' };
const noTensor = { group: ['@tensorflow/*'], message: 'Only tensor-engine and mmae import a tensor library.' };

export default tseslint.config(
  {
    ignores: [
      '**/dist',
      '.bench',
      '.engines',
      '.picture-dictionary',
      '.registry',
      'site',
      '**/node_modules',
      '.nx',
      'runs',
      '**/test/fixtures',
      'packages/sample-archive/archive',
      '**/*.wasm.ts',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    files: ['**/*.{ts,js,mjs}'],
    plugins: { '@nx': nx },
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly', Buffer: 'readonly' } },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          enforceBuildableLibDependency: true,
          allow: [],
          // type: the layer of the package; modality: the kind of media that it knows. Both rules apply.
          depConstraints: [
            {
              sourceTag: 'type:trainer',
              onlyDependOnLibsWithTags: [
                'type:annotator',
                'type:ingest',
                'type:model',
                'type:pipeline',
                'type:embedder',
                'type:tagging',
                'type:engine',
                'type:baseline',
                'type:feature',
                'type:table',
                'type:measure',
                'type:run',
                'type:media',
                'type:film',
                'type:command',
                'type:util',
              ],
            },
            {
              sourceTag: 'type:reporter',
              onlyDependOnLibsWithTags: [
                'type:scoring',
                'type:pipeline',
                'type:embedder',
                'type:measure',
                'type:feature',
                'type:table',
                'type:run',
                'type:media',
                'type:command',
                'type:util',
              ],
            },
            {
              sourceTag: 'type:tagging',
              onlyDependOnLibsWithTags: [
                'type:embedder',
                'type:pipeline',
                'type:model',
                'type:measure',
                'type:table',
                'type:run',
                'type:media',
                'type:util',
              ],
            },
            {
              sourceTag: 'type:embedder',
              onlyDependOnLibsWithTags: ['type:pipeline', 'type:model', 'type:table', 'type:run', 'type:media', 'type:util'],
            },
            {
              sourceTag: 'type:pipeline',
              onlyDependOnLibsWithTags: ['type:feature', 'type:encoder', 'type:table', 'type:run', 'type:media', 'type:util'],
            },
            { sourceTag: 'type:scoring', onlyDependOnLibsWithTags: ['type:measure', 'type:run', 'type:media', 'type:util'] },
            {
              sourceTag: 'type:archivist',
              onlyDependOnLibsWithTags: [
                'type:server',
                'type:page',
                'type:archive',
                'type:annotator',
                'type:ingest',
                'type:tagging',
                'type:embedder',
                'type:pipeline',
                'type:feature',
                'type:measure',
                'type:run',
                'type:media',
                'type:film',
                'type:command',
                'type:util',
              ],
            },
            // the archive and films: for its tests, which serve the sample archive
            { sourceTag: 'type:page', onlyDependOnLibsWithTags: ['type:server', 'type:archive', 'type:film', 'type:util'] },
            { sourceTag: 'type:server', onlyDependOnLibsWithTags: ['type:archive', 'type:film', 'type:media', 'type:util'] },
            {
              sourceTag: 'type:annotator',
              onlyDependOnLibsWithTags: [
                'type:tagging',
                'type:embedder',
                'type:pipeline',
                'type:model',
                'type:measure',
                'type:table',
                'type:run',
                'type:media',
                'type:util',
              ],
            },
            {
              sourceTag: 'type:archive',
              onlyDependOnLibsWithTags: ['type:archive', 'type:feature', 'type:measure', 'type:media', 'type:util'],
            },
            {
              sourceTag: 'type:ingest',
              onlyDependOnLibsWithTags: ['type:film', 'type:feature', 'type:media', 'type:command', 'type:util'],
            },
            { sourceTag: 'type:tools', onlyDependOnLibsWithTags: ['*'] },
            { sourceTag: 'type:model', onlyDependOnLibsWithTags: ['type:engine', 'type:table', 'type:util'] },
            { sourceTag: 'type:engine', onlyDependOnLibsWithTags: ['type:command', 'type:util'] }, // it has a command of its own
            { sourceTag: 'type:command', onlyDependOnLibsWithTags: ['type:command', 'type:util'] },
            { sourceTag: 'type:baseline', onlyDependOnLibsWithTags: ['type:table', 'type:measure', 'type:util'] },
            { sourceTag: 'type:measure', onlyDependOnLibsWithTags: ['type:measure', 'type:util'] },
            { sourceTag: 'type:feature', onlyDependOnLibsWithTags: ['type:encoder', 'type:media', 'type:util'] },
            { sourceTag: 'type:encoder', onlyDependOnLibsWithTags: ['type:media', 'type:command', 'type:util'] }, // it has a command of its own
            { sourceTag: 'type:dataset', onlyDependOnLibsWithTags: ['type:media', 'type:command', 'type:util'] },
            { sourceTag: 'type:table', onlyDependOnLibsWithTags: ['type:util'] },
            { sourceTag: 'type:run', onlyDependOnLibsWithTags: ['type:media', 'type:util'] },
            { sourceTag: 'type:media', onlyDependOnLibsWithTags: ['type:util'] },
            { sourceTag: 'type:film', onlyDependOnLibsWithTags: ['type:film', 'type:command', 'type:util'] },
            { sourceTag: 'type:util', onlyDependOnLibsWithTags: ['type:util'] },
            { sourceTag: 'modality:audio', onlyDependOnLibsWithTags: ['modality:audio', 'modality:shared'] },
            { sourceTag: 'modality:image', onlyDependOnLibsWithTags: ['modality:image', 'modality:shared'] },
            { sourceTag: 'modality:text', onlyDependOnLibsWithTags: ['modality:text', 'modality:shared'] },
            { sourceTag: 'modality:shared', onlyDependOnLibsWithTags: ['modality:shared'] },
          ],
        },
      ],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['{packages,datasets,apps}/*/src/**/*.ts', 'tools/**/*.ts', 'bench/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/prefer-promise-reject-errors': 'error',
      '@typescript-eslint/return-await': ['error', 'in-try-catch'],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ['{packages,datasets,apps}/**/*.ts'],
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns: [noTensor] }] },
  },
  {
    files: ['packages/embedder/**/*.ts', 'packages/tagging/**/*.ts'],
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns: [noTensor, onlyEncoder] }] },
  },
  { files: ['packages/mmae/**/*.ts'], rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns: [onlyTensorEngine] }] } },
  { files: ['packages/tensor-engine/**/*.ts'], rules: { '@typescript-eslint/no-restricted-imports': 'off' } },
  { files: ['{packages,datasets}/**/*.ts'], ignores: ['**/{demo,scale}/**'], rules: { 'no-console': 'error' } },
  {
    files: ['{packages,datasets,apps}/*/package.json'],
    languageOptions: { parser: jsoncParser },
    plugins: { '@nx': nx },
    rules: {
      '@nx/dependency-checks': [
        'error',
        {
          ignoredFiles: [
            '{projectRoot}/**/*.test.ts',
            '{projectRoot}/test/**/*',
            '{projectRoot}/demo/**/*',
            '{projectRoot}/src/client/bundle.js', // esbuild runs when the package is built
            '{projectRoot}/src/{build-site.js,site/**/*,*.test.support.ts}', // Vite puts them into the built page
          ],
          ignoredDependencies: ['commander'], // a peer of its typings, which alone are imported
        },
      ],
    },
  },
  { files: ['**/bin/*.js', '{tools,bench}/**/*.ts'], rules: { '@nx/enforce-module-boundaries': 'off' } }, // in the repository a bin runs the sources through tools/
  {
    files: ['**/*.cjs'], // what Nx loads
    languageOptions: { globals: { require: 'readonly', module: 'readonly', __filename: 'readonly' } },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  prettier,
);
