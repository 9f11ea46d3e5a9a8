import { createHash } from 'node:crypto';
import { createReadStream, existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ManifestError, type ManifestProblem } from './manifest-error.ts';
import { readRows, type ManifestRow } from './manifest-rows.ts';
import type { Media, Modality, Sample, Skipped, Split } from './sample.ts';
import { dealtSplit, validationKeys } from './splits.ts';

export interface ManifestOptions {
  /** which columns hold media, and whether a cell is the path of a file or the text itself */
  readonly modalities: Readonly<Record<Modality, 'file' | 'text'>>;
  /** paths are relative to it; the manifest's own folder where it is not given */
  readonly mediaRoot?: string;
  /** deals the splits of rows that name none */
  readonly seed: number;
  /** rows without a split, all of them, become this one (new media for a trained run) */
  readonly onlySplit?: Split;
  /** whether a row without media is a sample all the same: features of it were made elsewhere */
  readonly mayNameNoMedia?: boolean;
}

/** The samples of a manifest, in its order, and what was left out. */
export interface Manifest {
  readonly file: string;
  /** links followed; media paths are relative to it */
  readonly mediaRoot: string;
  readonly samples: readonly Sample[];
  /** rows with no media at all */
  readonly skipped: readonly Skipped[];
  /** sha-256 of the manifest's bytes: two runs on the same data have the same */
  readonly fingerprint: string;
}

const known: readonly string[] = ['id', 'split', 'label', 'group'];
const splits: readonly string[] = ['train', 'validation', 'test', 'ood'];

/**
 * Reads a manifest of media (`.csv` or `.jsonl`, or a folder that holds a `manifest.csv`) and decides every sample's split.
 * Files are not opened: `findMediaFile` and the feature rooms say what is wrong with one.
 *
 * @throws ManifestError with every problem of the manifest, by line, column, value and remedy
 */
export async function loadManifest(path: string, options: ManifestOptions): Promise<Manifest> {
  const file = manifestFile(path);
  const mediaRoot = realpathSync(options.mediaRoot ?? dirname(file));
  const drafts: Draft[] = [];
  const problems: ManifestProblem[] = [];
  const seen = new Map<string, number>();
  for await (const row of readRows(file)) {
    problems.push(...problemsOf(row, seen));
    drafts.push(toDraft(row, options));
  }
  if (drafts.length === 0 && problems.length === 0) {
    problems.push({ line: 1, column: 'id', value: '', rule: 'at least one sample', remedy: 'Add a row below the header.' });
  }
  if (problems.length === 0) problems.push(...shareGroupSplits(drafts));
  if (problems.length > 0) throw new ManifestError(file, problems);
  decideSplits(drafts, options);
  const isEmpty = ({ media }: Draft) => !options.mayNameNoMedia && Object.keys(media).length === 0;
  return {
    file,
    mediaRoot,
    samples: drafts.filter((draft) => !isEmpty(draft)).map(toSample),
    skipped: drafts
      .filter(isEmpty)
      .map(({ id, line }) => ({ id, modality: '', file: '', reason: `no media: line ${line} names none. Fill a column.` })),
    fingerprint: await sha256(file),
  };
}

/** A sample on its way: its split may still be open. */
type Draft = Omit<Sample, 'split'> & { split?: Split; readonly line: number };

const toSample = ({ id, split, label, group, media, extra }: Draft): Sample => ({
  id,
  split: split!,
  ...(label && { label }),
  ...(group && { group }),
  media,
  extra,
});

function manifestFile(path: string): string {
  const file = existsSync(path) && statSync(path).isDirectory() ? join(path, 'manifest.csv') : resolve(path);
  if (!existsSync(file)) {
    const remedy = 'Name a manifest.csv or .jsonl, or a folder that holds a manifest.csv.';
    throw new ManifestError(path, [{ line: 0, column: '', value: file, rule: 'a manifest that exists', remedy }]);
  }
  return file;
}

function problemsOf({ line, columns }: ManifestRow, seen: Map<string, number>): ManifestProblem[] {
  const problems: ManifestProblem[] = [];
  const { id, split } = columns;
  if (!id) {
    problems.push({ line, column: 'id', value: id ?? '', rule: 'an id', remedy: 'Give every sample an id of its own.' });
  } else if (seen.has(id)) {
    problems.push({
      line,
      column: 'id',
      value: id,
      rule: `an id not used before (line ${seen.get(id)} has it)`,
      remedy: 'Rename one of the two.',
    });
  } else {
    seen.set(id, line);
  }
  if (split && !splits.includes(split)) {
    problems.push({
      line,
      column: 'split',
      value: split,
      rule: splits.join(', ') + ' or nothing',
      remedy: 'Correct it, or leave it empty to have it dealt.',
    });
  }
  return problems;
}

function toDraft({ line, columns }: ManifestRow, { modalities }: ManifestOptions): Draft {
  const { id, split, label, group, language } = columns;
  const media: Record<Modality, Media> = {};
  for (const [modality, kind] of Object.entries(modalities)) {
    const cell = columns[modality];
    if (cell) media[modality] = kind === 'file' ? { kind, path: cell } : { kind, text: cell, ...(language && { language }) };
  }
  const extra = Object.fromEntries(Object.entries(columns).filter(([name]) => !known.includes(name) && !(name in modalities)));
  return { line, id, media, extra, ...(split && { split: split as Split }), ...(label && { label }), ...(group && { group }) };
}

/** A group's open rows take the split that its others name; two named splits in one group are a problem. */
function shareGroupSplits(drafts: readonly Draft[]): ManifestProblem[] {
  const first = new Map<string, Draft>();
  const problems: ManifestProblem[] = [];
  for (const draft of drafts) {
    if (!draft.group || !draft.split) continue;
    const other = first.get(draft.group) ?? draft;
    first.set(draft.group, other);
    if (other.split !== draft.split) {
      const rule = `one split for group ${JSON.stringify(draft.group)} (line ${other.line} says ${other.split})`;
      problems.push({
        line: draft.line,
        column: 'split',
        value: draft.split!,
        rule,
        remedy: 'Put the group in one split, or part the group.',
      });
    }
  }
  for (const draft of drafts) if (draft.group && !draft.split) draft.split = first.get(draft.group)?.split;
  return problems;
}

function decideSplits(drafts: readonly Draft[], { seed, onlySplit }: ManifestOptions): void {
  const key = ({ group, id }: Draft) => group ?? id;
  for (const draft of drafts) draft.split ??= onlySplit ?? dealtSplit(seed, key(draft));
  if (onlySplit || drafts.some(({ split }) => split === 'validation')) return;
  const train = drafts.filter(({ split }) => split === 'train');
  const moved = validationKeys(seed, train.map(key));
  for (const draft of train) if (moved.has(key(draft))) draft.split = 'validation';
}

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
