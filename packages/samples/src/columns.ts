import type { ManifestProblem } from './manifest-error.ts';
import { likelyMeant } from './near-names.ts';

/** Which columns a manifest has for us, and under which names. */
export interface ColumnOptions {
  /** ours, by the names that we give them: `id` and the like, and the modalities */
  readonly ours: readonly string[];
  readonly modalities: readonly string[];
  /** what the manifest calls one of ours, where it is another name */
  readonly renamed: Readonly<Record<string, string>>;
}

/** Where the cells of a row go, by their places in it. */
export interface ColumnPlan {
  readonly ours: readonly (readonly [own: string, place: number])[];
  /** carried along, by the manifest's own names */
  readonly extra: readonly (readonly [name: string, place: number])[];
  /** places of columns without a name */
  readonly unnamed: readonly number[];
}

/** What `samples.csv` adds to the columns of a manifest. */
const reserved: readonly string[] = ['present'];

/** A name as it is compared: in any case, any spaces and either Unicode form. */
const foldName = (name: string) =>
  name
    .normalize('NFC')
    .replaceAll(/[\s\u200b]+/g, ' ')
    .trim()
    .toLowerCase();

const sourceOf = (own: string, { renamed }: ColumnOptions) => (Object.hasOwn(renamed, own) ? renamed[own] : own);

/** Those of ours that a name of the manifest fills: none, one, or two where it was named for two. */
const oursOf = (name: string, options: ColumnOptions) => options.ours.filter((own) => foldName(sourceOf(own, options)) === foldName(name));

/** Whether a name is one that we ask for. */
export const isOurs = (name: string, options: ColumnOptions): boolean => oursOf(name, options).length > 0;

/** Where the cells under these names go; problems are of no line yet. */
export function planColumns(names: readonly string[], options: ColumnOptions): { plan: ColumnPlan; problems: ManifestProblem[] } {
  const ours = names.flatMap((name, place) => oursOf(name, options).map((own) => [own, place] as const));
  const others = names.map((name, place) => [name.trim(), place] as const).filter(([name]) => !isOurs(name, options));
  const unnamed = others.filter(([name]) => name === '').map(([, place]) => place);
  const extra = others.filter(([name]) => name !== '' && !isDisplaced(name, options));
  const problems = [...repeatsOf(ours, names), ...repeatsOf(extra, names), ...extra.flatMap(([name]) => reservedProblem(name))];
  const carried = [...extra, ...ours.filter(([own]) => own === 'language')].sort(([, a], [, b]) => a - b);
  return { plan: { ours, extra: carried, unnamed }, problems };
}

/** Whether a column has a name of ours that another column was named for. */
const isDisplaced = (name: string, { ours }: ColumnOptions) => ours.includes(foldName(name));

function repeatsOf(columns: readonly (readonly [string, number])[], names: readonly string[]): ManifestProblem[] {
  const repeated = columns.filter(([name], i) => columns.findIndex(([other]) => other === name) < i).map(([name]) => name);
  return [...new Set(repeated)].map((column) => {
    const value = columns.flatMap(([name, place]) => (name === column ? [names[place]] : [])).join(', ');
    return { line: 1, column, value, rule: 'every column once', remedy: 'Rename or remove one of the two.' };
  });
}

function reservedProblem(name: string): ManifestProblem[] {
  if (!reserved.includes(foldName(name))) return [];
  const rule = 'further columns of other names than samples.csv adds (present)';
  return [{ line: 1, column: name, value: name, rule, remedy: 'Rename it.' }];
}

/** The required columns that a manifest lacks, and `--column` options that match none. @param names of all its columns */
export function lackOf(names: readonly string[], options: ColumnOptions, needsMedia: boolean): ManifestProblem[] {
  const value = names.filter((name) => name.trim() !== '').join(', ');
  const lacks = (own: string) => !names.some((name) => oursOf(name, options).includes(own));
  const problem = (rule: string, remedy: string): ManifestProblem => ({ line: 1, column: '', value, rule, remedy });
  const strange = Object.keys(options.renamed).filter((own) => !options.ours.includes(own));
  const unfound = Object.keys(options.renamed).filter((own) => options.ours.includes(own) && lacks(own));
  const isHeader = names.some((name) => isOurs(name, options)) || options.ours.some((own) => likelyMeant(own, names, foldName));
  const header = isHeader ? 'N' : `Begin with a header, such as id,split,label,${options.modalities.join(',')}; or n`;
  return [
    ...strange.map((own) => ({
      ...problem(`--column of ${options.ours.join(', ')}`, 'Name it as we do, then as the manifest does.'),
      value: own,
    })),
    ...unfound.map((own) =>
      problem(`a column ${JSON.stringify(options.renamed[own])}, which was named for ${own}`, 'Name one that it has.'),
    ),
    ...(lacks('id') && !unfound.includes('id')
      ? [problem('a column "id"', `${header}ame the one that tells samples apart: ${idOption(names, options)}`)]
      : []),
    ...(needsMedia && options.modalities.every(lacks)
      ? [problem(`a column of ${options.modalities.join(', ')}`, mediaRemedy(names, options))]
      : []),
  ];
}

/** The option that names a column of ids: one that may be meant, else the first that is not ours, else the first of media. */
function idOption(names: readonly string[], options: ColumnOptions): string {
  const isMedium = (name: string) => oursOf(name, options).some((own) => options.modalities.includes(own));
  return toOption('id', likelyMeant('id', names, foldName) ?? furtherOf(names, options)[0] ?? names.find(isMedium) ?? names[0]);
}

/** What to do where no column is of media: name one that may be meant, else the first that is not ours, or add one. */
function mediaRemedy(names: readonly string[], options: ColumnOptions): string {
  const further = furtherOf(names, options);
  const meant = options.modalities.flatMap((own) => {
    const name = likelyMeant(own, further, foldName);
    return name === undefined ? [] : [toOption(own, name)];
  });
  const first = further.slice(0, 1).map((name) => toOption(options.modalities[0], name));
  const [option] = [...meant, ...first];
  return option === undefined ? `Add one, such as ${options.modalities[0]}.` : `Name one: ${option}`;
}

/** The names that are neither ours nor empty. */
const furtherOf = (names: readonly string[], options: ColumnOptions) =>
  names.filter((name) => name.trim() !== '' && !isOurs(name, options));

/** As a shell takes it. */
const toOption = (own: string, name: string) =>
  `--column ${/^[\p{L}\p{N}._-]+$/u.test(name) ? `${own}=${name}` : JSON.stringify(`${own}=${name}`)}`;

/** Remarks on the names: which were read as ours, which were left out, and which may have been meant as ours. */
export function columnRemarks(names: readonly string[], options: ColumnOptions): string[] {
  const taken = names.flatMap((name) => oursOf(name, options).map((own) => [name, own] as const));
  const others = names.filter((name) => !isOurs(name, options));
  const lacking = options.ours.filter((own) => !taken.some(([, other]) => other === own));
  const renamed = taken.filter(([name, own]) => name !== own).map(([name, own]) => `${JSON.stringify(name)} is ${own}`);
  const leftOut = others.filter((name) => isDisplaced(name, options));
  const meant = lacking.flatMap((own) => {
    const name = likelyMeant(own, others, foldName);
    return name === undefined ? [] : [`${JSON.stringify(name)} is carried along, not read; if it is ${own}: ${toOption(own, name)}`];
  });
  return [
    ...(renamed.length > 0 ? [`columns: ${renamed.join(', ')}`] : []),
    ...leftOut.map((name) => `column ${JSON.stringify(name)} is left out, as another is ${foldName(name)}`),
    ...meant.map((remark) => `column ${remark}`),
  ];
}
