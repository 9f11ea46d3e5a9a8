import { fileURLToPath } from 'node:url';

// One configuration for every package: `jest --config ../../jest.config.js --rootDir .` from its folder.
// Tests run on the TypeScript sources of every room, as native ES modules.
export default {
  testMatch: ['**/*.test.ts', '**/{packages,datasets}/*/README.md'],
  moduleFileExtensions: ['ts', 'mjs', 'js', 'cjs', 'json', 'node', 'md'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['/dist/', '/runs/', '/.bench/'],
  extensionsToTreatAsEsm: ['.ts', '.md'],
  transform: {
    'README\\.md$': fileURLToPath(new URL('tools/jest/readme-example.mjs', import.meta.url)),
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'es6' }, sourceMaps: 'inline' },
    ],
  },
  maxWorkers: '100%', // jest leaves one core idle, of two half
  testEnvironment: 'node',
  testTimeout: 600_000, // ends what hangs; a busy machine is no failure, and speed is measured by `npm run bench`
  testEnvironmentOptions: { customExportConditions: ['@mmae/source', 'node', 'node-addons'] },
  setupFilesAfterEnv: [fileURLToPath(new URL('tools/jest/setup.ts', import.meta.url))],
};
