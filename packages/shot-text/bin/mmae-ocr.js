#!/usr/bin/env node
// In the repository the sources run without a build; a published package has dist only.
import { existsSync } from 'node:fs';

const source = new URL('../src/command/mmae-ocr.ts', import.meta.url);
if (existsSync(source)) await import('../../../tools/run-sources/register.mjs');
const { mmaeOcr } = await import(existsSync(source) ? source : new URL('../dist/command/mmae-ocr.js', import.meta.url));
process.exit(await mmaeOcr(process.argv.slice(2))); // the thread of Tesseract outlives its errors
