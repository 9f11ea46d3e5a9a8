import { parse } from 'csv-parse/sync';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const corpus = join(import.meta.dirname, '..', 'corpus');

/** The rows of the manifest: one object per row, keyed by column. */
export const readManifest = () => parse(readFileSync(join(corpus, 'manifest.csv')), { columns: true });
