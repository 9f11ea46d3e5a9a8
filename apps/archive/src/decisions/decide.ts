import { openArchive, type Archive, type Decision, type Verdict } from '@mmae/archive-store';
import { toTableRow, type CommandContext } from '@mmae/command-line';
import { InputError } from '@mmae/input';

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
export function decide({ archive: folder, id, ...given }: DecideOptions, context: CommandContext): void {
  withArchive(folder, (archive) => {
    const sample = archive.sampleById(id);
    if (!sample) throw new InputError(`mmae-archive decide: expected the id of a sample, got ${JSON.stringify(id)}. Find it with mmae-archive search.`); // prettier-ignore
    const { applied } = archive.decide([{ sampleKey: sample.key, ...given }]);
    printDecisions(applied, sample.id, context);
  });
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
