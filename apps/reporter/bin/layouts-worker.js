// Entry of the worker thread that lays out the map: in the repository it runs the sources, in a published package the build.
import { existsSync } from 'node:fs';

const source = new URL('../src/map/layouts-worker.ts', import.meta.url);
if (existsSync(source)) await import('../../../tools/run-sources/register.mjs');
await import(existsSync(source) ? source : new URL('../dist/map/layouts-worker.js', import.meta.url));
