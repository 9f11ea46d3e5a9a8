import { fileURLToPath } from 'node:url';

const fromRoot = (path) => fileURLToPath(new URL(path, import.meta.url));

// One configuration for all packages: `npm test` in the folder of a package, or at the root for all.
// Tests run on the TypeScript sources of all packages, as native ES modules.
export default {
  testMatch: ['**/*.test.ts', '**/{packages,datasets}/*/README.md', fromRoot('README.md')],
  moduleFileExtensions: ['ts', 'mjs', 'js', 'cjs', 'json', 'node', 'md'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['/dist/', '/runs/', '/.bench/'],
  extensionsToTreatAsEsm: ['.ts', '.md'],
  transform: {
    'README\\.md$': fromRoot('tools/jest/readme-example.mjs'),
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'es6' }, sourceMaps: 'inline' },
    ],
  },
  maxWorkers: '100%', // jest leaves one core idle, of two half
  testEnvironment: 'node',
  testTimeout: 600_000, // ends what hangs; a busy machine is no failure, and speed is measured by `npm run bench`
  testEnvironmentOptions: { customExportConditions: ['@mmae/source', 'node', 'node-addons'] },
  setupFilesAfterEnv: [fromRoot('tools/jest/setup.ts')],
};
