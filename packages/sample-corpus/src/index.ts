import { fileURLToPath } from 'node:url';

/** Where the corpus lies: a folder that holds `manifest.csv`, and the pictures and sounds that it names. */
export const sampleCorpusFolder: string = fileURLToPath(new URL('../corpus', import.meta.url));
