import type { Media, Modality, Sample, Split } from '../sample.ts';
import type { ColumnPlan } from './columns.ts';
import type { ManifestProblem } from './manifest-error.ts';
import type { ManifestRow } from './manifest-rows.ts';
import { toMediaPath } from './text-cells.ts';

/** A sample whose split may still be undecided. */
export type Draft = Omit<Sample, 'split' | 'media'> & {
  split?: Split;
  media: Readonly<Record<Modality, Media>>;
  readonly line: number;
};

/** Converts a row. @param onTrimmed called with each known column whose value had surrounding spaces */
export function toDraft(
  { line, cells }: ManifestRow,
  plan: ColumnPlan,
  modalities: Readonly<Record<Modality, 'file' | 'text'>>,
  onTrimmed: (column: string) => void,
): Draft {
  const known = new Map(plan.known.map(([column, index]) => [column, cells[index] ?? '']));
  const valueOf = (column: string) => {
    const cell = known.get(column) ?? '';
    const value = cell.trim();
    if (value !== cell) onTrimmed(column);
    return value;
  };
  const [split, label, group] = [valueOf('split').toLowerCase(), toNfc(valueOf('label')), toNfc(valueOf('group'))];
  const language = valueOf('language');
  const media = Object.entries(modalities).flatMap(([modality, kind]): [Modality, Media][] => {
    if (kind === 'file') {
      const path = toMediaPath(known.get(modality) ?? '');
      return path === '' ? [] : [[modality, { kind, path }]];
    }
    const text = known.get(modality) ?? '';
    return text.trim() === '' ? [] : [[modality, { kind, text, ...(language && { language }) }]];
  });
  return {
    line,
    id: valueOf('id'),
    media: Object.fromEntries(media),
    extra: Object.fromEntries(plan.extra.map(([name, index]) => [name, cells[index] ?? ''])),
    ...(split && { split: split as Split }),
    ...(label && { label }),
    ...(group && { group }),
  };
}

/** NFC, so that é is the same letter whether it is stored as one character or two. */
const toNfc = (text: string) => text.normalize('NFC');

const splits: readonly string[] = ['train', 'validation', 'test', 'ood'];

/** The problems of a row: invalid values, or an id that an earlier row has. @param seen the line of each earlier id; the id is added */
export function problemsOf({ line, id, split }: Draft, seen: Map<string, number>): ManifestProblem[] {
  return [...idProblems(line, id, seen), ...splitProblems(line, split)];
}

function idProblems(line: number, id: string, seen: Map<string, number>): ManifestProblem[] {
  if (id === '') return [{ line, column: 'id', value: id, rule: 'an id', remedy: 'Give every sample its own id.' }];
  const earlier = seen.get(toNfc(id));
  if (earlier === undefined) {
    seen.set(toNfc(id), line);
    return [];
  }
  return [{ line, column: 'id', value: id, rule: `a unique id (line ${earlier} has the same)`, remedy: 'Rename one of the two.' }];
}

function splitProblems(line: number, split: string | undefined): ManifestProblem[] {
  if (split === undefined || splits.includes(split)) return [];
  const remedy = 'Correct it, or leave it empty to have one assigned.';
  return [{ line, column: 'split', value: split, rule: `${splits.join(', ')} or nothing`, remedy }];
}
