#!/usr/bin/env node
// In the repository the sources run without a build; a published package has dist only.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const source = new URL('../src/command/mmae-learned-shots.ts', import.meta.url);
if (existsSync(source)) await import('../../../tools/run-sources/register.mjs');
const { mmaeLearnedShots } = await import(existsSync(source) ? source : new URL('../dist/command/mmae-learned-shots.js', import.meta.url));
process.exitCode = await mmaeLearnedShots(process.argv.slice(2), fileURLToPath(import.meta.url));
