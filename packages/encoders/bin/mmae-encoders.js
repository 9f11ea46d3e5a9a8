#!/usr/bin/env node
// In the repository the sources run without a build; a published package has dist only.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const source = new URL('../src/command/mmae-encoders.ts', import.meta.url);
if (existsSync(source)) await import('../../../tools/run-sources/register.mjs');
const { mmaeEncoders } = await import(existsSync(source) ? source : new URL('../dist/command/mmae-encoders.js', import.meta.url));
process.exitCode = await mmaeEncoders(process.argv.slice(2), fileURLToPath(import.meta.url));
