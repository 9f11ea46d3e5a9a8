import { openArchive, type Archive } from '@mmae/archive-store';
import { toTableRow, type CommandContext } from '@mmae/command-line';
import { conceptName, type ConceptMatch, type Vocabulary } from '@mmae/vocabulary';
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
    const languages = language === undefined ? archive.languages() : [language];
    const plain = await archiveVocabulary(options.archive);
    const nearness = options.near
      ? await runNearness(plain, labels, { embed: currentRunEmbedder(archive), languages, progress, signal })
      : undefined;
    const vocabulary = nearness ? await archiveVocabulary(options.archive, { nearness }) : plain;
    for (const label of labels) {
      const count = numSamples.get(label) ?? 0;
      const matches = matchesIn(vocabulary, label, languages).slice(0, top);
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

/** Matches in any of the languages, or in all where there are none: each concept with its best score. */
function matchesIn({ match }: Vocabulary, label: string, languages: readonly string[]): ConceptMatch[] {
  const best = new Map<string, ConceptMatch>();
  for (const language of languages.length > 0 ? languages : [undefined]) {
    for (const found of match(label, { language, limit: 50 })) {
      const known = best.get(found.concept.qcode);
      if (!known || found.score > known.score) best.set(found.concept.qcode, found);
    }
  }
  return [...best.values()].sort((a, b) => b.score - a.score);
}
