// Runs jest on the sources of the package in the working directory, or on the whole workspace from its root. Needs no shell, so it runs on Windows too.
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const fromRoot = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const flags = ['--experimental-vm-modules', '--no-warnings'];
const isWorkspace = resolve() === resolve(fromRoot('.'));
const reporters = isWorkspace ? ['--reporters=default', `--reporters=${fromRoot('tools/jest/closing-line.mjs')}`] : [];
const options = [...reporters, '--config', fromRoot('jest.config.js'), '--rootDir', '.', ...process.argv.slice(2)];
spawn(process.execPath, [...flags, fromRoot('node_modules/jest/bin/jest.js'), ...options], { stdio: 'inherit' }).on(
  'exit',
  (code, signal) => {
    process.exitCode = signal ? 1 : (code ?? 1);
  },
);
