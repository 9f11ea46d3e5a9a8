#!/usr/bin/env node
// In the repository the sources run without a build; a published package has dist only.
import { existsSync } from 'node:fs';

const source = new URL('../src/mmae-archive.ts', import.meta.url);
if (existsSync(source)) await import('../../../tools/run-sources/register.mjs');
const { mmaeArchive } = await import(existsSync(source) ? source : new URL('../dist/mmae-archive.js', import.meta.url));
process.exitCode = await mmaeArchive(process.argv.slice(2));
