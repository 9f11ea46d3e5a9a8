import { writeFileAtomically } from '@mmae/files';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { evaluationSchema, type Evaluation } from './evaluation-schema.ts';
import { readDocument, toJson } from './files.ts';
import { RunFolderError, toWriteError } from './run-folder-error.ts';

/** Writes `evaluation.json`, with the SHA-256 of its content as its last key. */
export async function saveEvaluation(folder: string, evaluation: Evaluation): Promise<void> {
  const file = join(folder, evaluationFile);
  await writeFileAtomically(file, toJson({ ...evaluation, sha256: sumOf(evaluation) })).catch((cause) => {
    throw toWriteError('saveEvaluation', file, cause);
  });
}

/**
 * Loads what `saveEvaluation` wrote.
 *
 * @throws RunFolderError if the file is missing, damaged, of another program or of a newer version
 */
export async function loadEvaluation(folder: string): Promise<Evaluation> {
  const { sha256, ...evaluation } = await readDocument(folder, evaluationFile, evaluationSchema, 'version');
  if (sha256 !== sumOf(evaluation)) {
    throw new RunFolderError(
      `loadEvaluation: expected the content of ${join(folder, evaluationFile)} to have the sha-256 at its end, got another. ` +
        'The file was damaged or changed: let mmae-report write it again.',
    );
  }
  return evaluation;
}

const evaluationFile = 'evaluation.json';

const sumOf = (document: unknown) => createHash('sha256').update(JSON.stringify(document)).digest('hex');
