import { openArchive, type Archive } from '@mmae/archive-store';
import { toTableRow, type CommandContext } from '@mmae/command-line';
import { conceptName } from '@mmae/vocabulary';
import { archiveVocabulary } from '../archive-vocabulary.ts';
import { currentRunEmbedder } from '../run/current-run-embedder.ts';
import { runNearness } from './run-nearness.ts';

export interface ConceptsOptions {
  readonly archive: string;
  readonly near: boolean;
  readonly top: number;
  readonly language?: string;
}

/** `mmae-archive concepts`: a row for each label and concept; a label without any has one row. */
export async function listConcepts(given: readonly string[], options: ConceptsOptions, { print, progress, signal }: CommandContext) {
  const archive = openArchive(options.archive, { readOnly: true });
  try {
    const numSamples = labelCounts(archive);
    const labels = given.length > 0 ? given : [...numSamples.keys()];
    const { language, top } = options;
    const plain = await archiveVocabulary(options.archive);
    const nearness = options.near
      ? await runNearness(plain, labels, { embed: currentRunEmbedder(archive), languages: archive.languages(), progress, signal })
      : undefined;
    const vocabulary = nearness ? await archiveVocabulary(options.archive, { nearness }) : plain;
    for (const label of labels) {
      const count = numSamples.get(label) ?? 0;
      const matches = vocabulary.match(label, { language, limit: top });
      if (matches.length === 0) print(toTableRow([label, String(count), '', '', '', '']));
      for (const { concept, by, score } of matches) {
        print(toTableRow([label, String(count), concept.qcode, conceptName(concept, language ?? 'en').name, by, score.toFixed(2)]));
      }
    }
  } finally {
    archive.close();
  }
}

const labelCounts = (archive: Archive) =>
  new Map(archive.labels({ limit: Number.MAX_SAFE_INTEGER }).map(({ label, numSamples }) => [label, numSamples]));
