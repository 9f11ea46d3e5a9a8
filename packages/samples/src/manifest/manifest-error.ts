import { InputError } from '@mmae/input';

/** A broken rule of a manifest, with its location, the value found and a remedy. */
export interface ManifestProblem {
  /** from 1 (the header of a table, the first line of a `.jsonl`); 0 for the file as a whole */
  readonly line: number;
  /** empty if the problem concerns no single column */
  readonly column: string;
  readonly value: string;
  /** rules of one column that differ only in brackets and quotation marks count as one kind of problem */
  readonly rule: string;
  readonly remedy: string;
}

const maxLines = 20;
const maxPerKind = 3;
const maxValueLength = 120;

/** An invalid manifest. The message shows the first problems of each kind: line, column, value, rule and remedy. */
export class ManifestError extends InputError {
  override readonly name = 'ManifestError';
  readonly problems: readonly ManifestProblem[];

  constructor(file: string, problems: readonly ManifestProblem[]) {
    const lines = byKind(problems).flatMap(toLines);
    const more = lines.length > maxLines ? ['  … and more'] : [];
    const count = `${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}`;
    super([`loadManifest: ${file}: ${count}`, ...lines.slice(0, maxLines), ...more].join('\n'));
    this.problems = problems;
  }
}

function byKind(problems: readonly ManifestProblem[]): ManifestProblem[][] {
  const kinds = new Map<string, ManifestProblem[]>();
  for (const problem of problems) {
    const kind = `${problem.column}: ${problem.rule.replaceAll(/\(.*?\)|".*?"/g, '')}`;
    if (!kinds.get(kind)?.push(problem)) kinds.set(kind, [problem]);
  }
  return [...kinds.values()];
}

function toLines(problems: readonly ManifestProblem[]): string[] {
  const [shown, others] = [problems.slice(0, maxPerKind), problems.slice(maxPerKind)];
  if (others.length === 0) return shown.map(toSentence);
  const lineNumbers = others.slice(0, 10).map(({ line }) => line);
  const lines = `${lineNumbers.join(', ')}${others.length > 10 ? ', …' : ''}`;
  return [...shown.map(toSentence), `  … and ${others.length} more of this kind, on lines ${lines}`];
}

function toSentence({ line, column, value, rule, remedy }: ManifestProblem): string {
  const location = [...(line > 0 ? [`line ${line}`] : []), ...(column ? [`column ${JSON.stringify(column)}`] : [])].join(', ');
  const shortened = value.length > maxValueLength ? `${value.slice(0, maxValueLength - 3)}…` : value;
  return `  ${location}${location && ': '}expected ${rule}, got ${JSON.stringify(shortened)}. ${remedy}`;
}
