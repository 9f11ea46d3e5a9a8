import { openArchive, type Archive, type ArchiveSample, type Decision, type Verdict } from '@mmae/archive-store';
import { toTableRow, type CommandContext } from '@mmae/command-line';
import { InputError } from '@mmae/input';
import { archiveVocabulary } from '../archive-vocabulary.ts';

export interface DecideOptions {
  readonly archive: string;
  /** of a sample, or the first digits of one */
  readonly id: string;
  readonly label: string;
  readonly verdict: Verdict;
  readonly who: string;
  readonly concept?: string;
}

/** `mmae-archive decide`: prints the id of the decision, its sample, label and verdict. */
export async function decide({ archive: folder, id, ...given }: DecideOptions, context: CommandContext): Promise<void> {
  if (given.concept !== undefined) await expectConcept(given.concept, folder);
  withArchive(folder, (archive) => {
    const sample = archive.sampleById(id);
    if (!sample) throw new InputError(`mmae-archive decide: expected the id of a sample, got ${JSON.stringify(id)}. Find it with mmae-archive search.`); // prettier-ignore
    if (given.verdict !== 'add') expectLabel(given.label, sample, archive);
    const { applied } = archive.decide([{ sampleKey: sample.key, ...given }]);
    printDecisions(applied, sample.id, context);
  });
}

async function expectConcept(qcode: string, folder: string): Promise<void> {
  if ((await archiveVocabulary(folder)).concept(qcode)) return;
  throw new InputError(`mmae-archive decide: expected a qcode of the vocabulary, got ${JSON.stringify(qcode)}. Find it with mmae-archive concepts.`); // prettier-ignore
}

/** Only `add` gives a sample a label that it does not have, so that a misspelt one is noticed. */
function expectLabel(label: string, { key, id }: ArchiveSample, archive: Archive): void {
  const labels = archive.tagsOf(key).map((tag) => tag.label);
  if (labels.includes(label.trim())) return;
  const known = labels.length > 0 ? `one of ${labels.join(', ')}` : 'none';
  throw new InputError(`mmae-archive decide: expected a label of ${id}, which has ${known}, got ${JSON.stringify(label)}. To give it this label, write add.`); // prettier-ignore
}

export interface UndoOptions {
  readonly archive: string;
  readonly decision: string;
  readonly who: string;
}

/** `mmae-archive undo`: prints the decision that restores what held before. */
export function undo({ archive: folder, decision, who }: UndoOptions, context: CommandContext): void {
  withArchive(folder, (archive) => {
    const { applied, conflicts } = archive.undo(decision, who);
    const [conflict] = conflicts;
    if (conflict) {
      const { label, who: other, verdict } = conflict.current;
      const since = verdict ? `${other} has ${verdict} it since` : 'it has been retracted since';
      throw new InputError(`mmae-archive undo: expected the last decision on ${JSON.stringify(label)}, got an earlier one: ${since}. Undo that one first.`); // prettier-ignore
    }
    printDecisions(applied, sampleOf(archive, applied[0]!), context);
  });
}

/** The id of the sample that a decision is about; of an orphan the content that it was about. */
function sampleOf(archive: Archive, { content, range }: Decision): string {
  const id = archive.assetByContent(content)?.id ?? content;
  return range ? `${id}:${range.from}-${range.to}` : id;
}

function printDecisions(decisions: readonly Decision[], sample: string, { print }: CommandContext): void {
  for (const { id, label, verdict } of decisions) print(toTableRow([id, sample, label, verdict]));
}

function withArchive(folder: string, work: (archive: Archive) => void): void {
  const archive = openArchive(folder);
  try {
    work(archive);
  } finally {
    archive.close();
  }
}
