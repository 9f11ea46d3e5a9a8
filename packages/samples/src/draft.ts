import type { ColumnPlan } from './columns.ts';
import type { ManifestProblem } from './manifest-error.ts';
import type { ManifestRow } from './manifest-rows.ts';
import type { Media, Modality, Sample, Split } from './sample.ts';
import { toMediaPath } from './text-cells.ts';

/** A sample before its split is decided. */
export type Draft = Omit<Sample, 'split' | 'media'> & {
  split?: Split;
  media: Readonly<Record<Modality, Media>>;
  readonly line: number;
};

/** A row's cells as a draft. @param trimmed is told of each column of ours that had spaces around a value */
export function toDraft(
  { line, cells }: ManifestRow,
  plan: ColumnPlan,
  modalities: Readonly<Record<Modality, 'file' | 'text'>>,
  trimmed: (column: string) => void,
): Draft {
  const ours = new Map(plan.ours.map(([own, place]) => [own, cells[place] ?? '']));
  const valueOf = (column: string) => {
    const cell = ours.get(column) ?? '';
    const value = cell.trim();
    if (value !== cell) trimmed(column);
    return value;
  };
  const [split, label, group] = [valueOf('split').toLowerCase(), nfc(valueOf('label')), nfc(valueOf('group'))];
  const language = valueOf('language');
  const media = Object.entries(modalities).flatMap(([modality, kind]): [Modality, Media][] => {
    if (kind === 'file') {
      const path = toMediaPath(ours.get(modality) ?? '');
      return path === '' ? [] : [[modality, { kind, path }]];
    }
    const text = ours.get(modality) ?? '';
    return text.trim() === '' ? [] : [[modality, { kind, text, ...(language && { language }) }]];
  });
  return {
    line,
    id: valueOf('id'),
    media: Object.fromEntries(media),
    extra: Object.fromEntries(plan.extra.map(([name, place]) => [name, cells[place] ?? ''])),
    ...(split && { split: split as Split }),
    ...(label && { label }),
    ...(group && { group }),
  };
}

/** One Unicode form, so that é is é whether it is stored as one character or as two. */
const nfc = (text: string) => text.normalize('NFC');

const splits: readonly string[] = ['train', 'validation', 'test', 'ood'];

/** What is wrong with a row: its own values, or an id that an earlier row has. @param seen lines by id, to which it is added */
export function problemsOf({ line, id, split }: Draft, seen: Map<string, number>): ManifestProblem[] {
  return [...idProblems(line, id, seen), ...splitProblems(line, split)];
}

function idProblems(line: number, id: string, seen: Map<string, number>): ManifestProblem[] {
  if (id === '') return [{ line, column: 'id', value: id, rule: 'an id', remedy: 'Give every sample an id of its own.' }];
  const before = seen.get(nfc(id));
  if (before === undefined) {
    seen.set(nfc(id), line);
    return [];
  }
  const rule = `an id not used before (line ${before} has it)`;
  return [{ line, column: 'id', value: id, rule, remedy: 'Rename one of the two.' }];
}

function splitProblems(line: number, split: string | undefined): ManifestProblem[] {
  if (split === undefined || splits.includes(split)) return [];
  const remedy = 'Correct it, or leave it empty to have it dealt.';
  return [{ line, column: 'split', value: split, rule: `${splits.join(', ')} or nothing`, remedy }];
}
