import { readVocabulary, type Vocabulary, type VocabularyOptions } from '@mmae/vocabulary';
import { join } from 'node:path';

/** The Media Topics, and the lists in the folder `vocabulary` of an archive. @throws InputError if a list cannot be read */
export const archiveVocabulary = (archiveFolder: string, options?: VocabularyOptions): Promise<Vocabulary> =>
  readVocabulary(join(archiveFolder, 'vocabulary'), options);
