import { fileURLToPath } from 'node:url';

/** Absolute path of the folder with `manifest.csv` and the image and audio files that it names. */
export const sampleCorpusFolder: string = fileURLToPath(new URL('../corpus', import.meta.url));
