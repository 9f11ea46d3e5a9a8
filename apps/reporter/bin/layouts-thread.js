// The entry of the thread that lays out the map, as bin/mmae-report.js is that of the process.
import { existsSync } from 'node:fs';

const source = new URL('../src/map/layouts-thread.ts', import.meta.url);
if (existsSync(source)) await import('../../../tools/run-sources/register.mjs');
await import(existsSync(source) ? source : new URL('../dist/map/layouts-thread.js', import.meta.url));
