#!/usr/bin/env node
// In the repository the sources run without a build; a published package has dist only.
import { existsSync } from 'node:fs';

const source = new URL('../src/command/mmae-luma.ts', import.meta.url);
if (existsSync(source)) await import('../../../tools/run-sources/register.mjs');
const { mmaeLuma } = await import(existsSync(source) ? source : new URL('../dist/command/mmae-luma.js', import.meta.url));
process.exitCode = await mmaeLuma(process.argv.slice(2));
