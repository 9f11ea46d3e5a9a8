import { readVocabulary, type Vocabulary } from '@mmae/vocabulary';
import { join } from 'node:path';

/** The Media Topics, and the lists in the folder `vocabulary` of an archive. @throws InputError if a list cannot be read */
export const archiveVocabulary = (archiveFolder: string): Promise<Vocabulary> => readVocabulary(join(archiveFolder, 'vocabulary'));
