import { loadEmbeddings, type Embeddings } from '@mmae/run-folder';
import { withOwnKeys } from '../run.ts';

/** The embeddings of a method, by subset of modalities, whatever these are named. @throws RunFolderError as `loadEmbeddings` */
export const loadMethod = async (folder: string, method: string): Promise<Embeddings> => withOwnKeys(await loadEmbeddings(folder, method));
