#!/usr/bin/env node
// In the repository the sources run as they are, with no build before; a published package holds dist alone.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const source = new URL('../src/command/mmae-engine.ts', import.meta.url);
if (existsSync(source)) await import('../../../tools/run-sources/register.mjs');
const { mmaeEngine } = await import(existsSync(source) ? source : new URL('../dist/command/mmae-engine.js', import.meta.url));

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130)); // what is half set up is removed on the way out
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') throw error; // `| head` has enough
  });
}
process.exitCode = await mmaeEngine(process.argv.slice(2), {
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
  script: fileURLToPath(import.meta.url),
});
