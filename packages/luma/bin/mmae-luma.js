#!/usr/bin/env node
// In the repository the sources run as they are, with no build before; a published package holds dist alone.
import { existsSync } from 'node:fs';

const source = new URL('../src/main.ts', import.meta.url);
if (existsSync(source)) await import('../../../tools/run-sources/register.mjs');
const { main } = await import(existsSync(source) ? source : new URL('../dist/main.js', import.meta.url));
await main();
