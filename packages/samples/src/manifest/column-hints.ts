import { foldName, isKnownColumn, isReplaced, knownColumnsOf, type ColumnOptions } from './columns.ts';
import type { ManifestProblem } from './manifest-error.ts';

/**
 * Problems of the column names of a whole manifest: required columns that are missing, and `--column` options that match no column.
 *
 * @param names of all columns of the manifest
 */
export function missingColumnProblems(names: readonly string[], options: ColumnOptions, needsMedia: boolean): ManifestProblem[] {
  const value = names.filter((name) => name.trim() !== '').join(', ');
  const isMissing = (column: string) => !names.some((name) => knownColumnsOf(name, options).includes(column));
  const problem = (rule: string, remedy: string): ManifestProblem => ({ line: 1, column: '', value, rule, remedy });
  const unknown = Object.keys(options.renamed).filter((column) => !options.known.includes(column));
  const unmatched = Object.keys(options.renamed).filter((column) => options.known.includes(column) && isMissing(column));
  const hasHeader =
    names.some((name) => isKnownColumn(name, options)) || options.known.some((column) => findLikelyColumn(column, names) !== undefined);
  const header = hasHeader ? 'N' : `Start with a header such as id,split,label,${options.modalities.join(',')}, or n`;
  return [
    ...unknown.map((column) => ({
      ...problem(`--column for one of ${options.known.join(', ')}`, 'Write it as --column KNOWN=YOURS.'),
      value: column,
    })),
    ...unmatched.map((column) =>
      problem(
        `a column ${JSON.stringify(options.renamed[column])}, given by --column as ${column}`,
        'Use the name of a column of the manifest.',
      ),
    ),
    ...(isMissing('id') && !unmatched.includes('id')
      ? [problem('a column "id"', `${header}ame the column that identifies samples: ${idOption(names, options)}`)]
      : []),
    ...(needsMedia && options.modalities.every(isMissing)
      ? [problem(`a media column (${options.modalities.join(', ')})`, mediaRemedy(names, options))]
      : []),
  ];
}

/** Remarks on column names: which were read as known columns, which were ignored, and which may have been meant as known columns. */
export function columnRemarks(names: readonly string[], options: ColumnOptions): string[] {
  const matched = names.flatMap((name) => knownColumnsOf(name, options).map((column) => [name, column] as const));
  const others = names.filter((name) => !isKnownColumn(name, options));
  const missing = options.known.filter((column) => !matched.some(([, other]) => other === column));
  const renamed = matched.filter(([name, column]) => name !== column).map(([name, column]) => `${JSON.stringify(name)} is ${column}`);
  const ignored = others.filter((name) => isReplaced(name, options));
  const likely = missing.flatMap((column) => {
    const name = findLikelyColumn(column, others);
    return name === undefined ? [] : [`${JSON.stringify(name)} is kept but not used; if it is the ${column}: ${toOption(column, name)}`];
  });
  return [
    ...(renamed.length > 0 ? [`columns: ${renamed.join(', ')}`] : []),
    ...ignored.map((name) => `column ${JSON.stringify(name)} is ignored: another column is the ${foldName(name)}`),
    ...likely.map((remark) => `column ${remark}`),
  ];
}

/** A suggestion for the column of ids: one with a likely name, else the first unknown column, else the first media column. */
function idOption(names: readonly string[], options: ColumnOptions): string {
  const isMedia = (name: string) => knownColumnsOf(name, options).some((column) => options.modalities.includes(column));
  return toOption('id', findLikelyColumn('id', names) ?? unknownNames(names, options)[0] ?? names.find(isMedia) ?? names[0]);
}

/** A suggestion for a manifest without media columns: a column with a likely name, else the first unknown column, else a new one. */
function mediaRemedy(names: readonly string[], options: ColumnOptions): string {
  const unknown = unknownNames(names, options);
  const likely = options.modalities.flatMap((column) => {
    const name = findLikelyColumn(column, unknown);
    return name === undefined ? [] : [toOption(column, name)];
  });
  const first = unknown.slice(0, 1).map((name) => toOption(options.modalities[0], name));
  const [option] = [...likely, ...first];
  return option === undefined ? `Add one, such as ${options.modalities[0]}.` : `Name one: ${option}`;
}

const unknownNames = (names: readonly string[], options: ColumnOptions) =>
  names.filter((name) => name.trim() !== '' && !isKnownColumn(name, options));

/** A `--column` option, quoted for a shell if necessary. */
const toOption = (column: string, name: string) =>
  `--column ${/^[\p{L}\p{N}._-]+$/u.test(name) ? `${column}=${name}` : JSON.stringify(`${column}=${name}`)}`;

/** Other names of known columns, in English, German, French and Spanish. */
const synonyms: ReadonlyMap<string, string> = new Map([
  ['id', 'identifier signatur signature shelfmark key uid uuid nr nummer number kennung cote signatura sample name filename dateiname file datei'],
  ['split', 'set subset partition fold teil'],
  ['label', 'class category kategorie klasse genre tag categorie catégorie categoria categoría rubrik sachgruppe y target'],
  ['group', 'series serie série gruppe collection sammlung sendung programme program'],
  ['language', 'lang sprache langue idioma lingua'],
  ['image', 'img picture photo bild foto imagen thumbnail still bilddatei'],
  ['audio', 'sound ton son sonido clip recording audiodatei tondatei wav mp3'],
  ['text', 'caption description transcript title beschreibung titel texte texto inhalt abstract summary subtitles untertitel'],
]); // prettier-ignore

/** The name that was probably meant as a known column: a synonym, or the name with one typing error. */
function findLikelyColumn(column: string, names: readonly string[]): string | undefined {
  const words = synonyms.get(column)?.split(' ') ?? [];
  return names.find((name) => words.includes(foldName(name)) || (column.length > 3 && isTypingError(foldName(name), column)));
}

/**
 * Whether two words differ by one letter that is added, removed or replaced, or by two adjacent letters that are exchanged. Stricter than
 * `nearestName` of `@mmae/input`, since a manifest may have columns of any name.
 */
function isTypingError(a: string, b: string): boolean {
  const [long, short] = a.length >= b.length ? [a, b] : [b, a];
  const i = Array.from(long).findIndex((letter, index) => letter !== short[index]);
  if (i < 0) return false;
  if (long.length > short.length) return long.slice(i + 1) === short.slice(i);
  const isReplacedLetter = long.slice(i + 1) === short.slice(i + 1);
  return isReplacedLetter || (long[i] === short[i + 1] && long[i + 1] === short[i] && long.slice(i + 2) === short.slice(i + 2));
}
