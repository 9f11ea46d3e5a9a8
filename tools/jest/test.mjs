// Runs jest on the sources of the package in the working directory, or on the whole workspace from its root. Needs no shell, so it runs on Windows too.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const jest = fileURLToPath(new URL('../../node_modules/jest/bin/jest.js', import.meta.url));
const flags = ['--experimental-vm-modules', '--no-warnings'];
const options = ['--config', fileURLToPath(new URL('../../jest.config.js', import.meta.url)), '--rootDir', '.', ...process.argv.slice(2)];
spawn(process.execPath, [...flags, jest, ...options], { stdio: 'inherit' }).on('exit', (code, signal) => {
  process.exitCode = signal ? 1 : (code ?? 1);
});
