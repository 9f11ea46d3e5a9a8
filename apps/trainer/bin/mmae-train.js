#!/usr/bin/env node
// In the repository the sources run without a build; a published package has dist only.
import { existsSync } from 'node:fs';

const source = new URL('../src/commands/mmae-train.ts', import.meta.url);
if (existsSync(source)) await import('../../../tools/run-sources/register.mjs');
const { mmaeTrain } = await import(existsSync(source) ? source : new URL('../dist/commands/mmae-train.js', import.meta.url));
process.exitCode = await mmaeTrain(process.argv.slice(2));
