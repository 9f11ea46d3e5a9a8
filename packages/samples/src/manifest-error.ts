import { InputError } from '@mmae/input';

/** One thing wrong in a manifest, where it stands. */
export interface ManifestProblem {
  /** 1 is the header of a csv, the first line of a jsonl; 0 is the file as a whole */
  readonly line: number;
  /** empty where it is of no one column */
  readonly column: string;
  readonly value: string;
  /** problems of one column whose rules differ in brackets and quotation marks alone are of one kind */
  readonly rule: string;
  readonly remedy: string;
}

const mostShown = 20;
const mostOfAKind = 3;

/** A manifest that cannot be used; says each kind of problem with its first lines, columns, values and its remedy. */
export class ManifestError extends InputError {
  override readonly name = 'ManifestError';
  readonly problems: readonly ManifestProblem[];

  constructor(file: string, problems: readonly ManifestProblem[]) {
    const lines = byKind(problems).flatMap(toLines);
    const more = lines.length > mostShown ? ['  … and more'] : [];
    const count = `${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}`;
    super([`loadManifest: ${file}: ${count}`, ...lines.slice(0, mostShown), ...more].join('\n'));
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
  const [shown, others] = [problems.slice(0, mostOfAKind), problems.slice(mostOfAKind)];
  if (others.length === 0) return shown.map(toSentence);
  const lines = `${others
    .slice(0, 10)
    .map(({ line }) => line)
    .join(', ')}${others.length > 10 ? ', …' : ''}`;
  return [...shown.map(toSentence), `  … and ${others.length} more of this kind, on line ${lines}`];
}

function toSentence({ line, column, value, rule, remedy }: ManifestProblem): string {
  const place = [...(line > 0 ? [`line ${line}`] : []), ...(column ? [`column ${JSON.stringify(column)}`] : [])].join(', ');
  const shortened = value.length > mostCharacters ? `${value.slice(0, mostCharacters - 3)}…` : value;
  return `  ${place}${place && ': '}expected ${rule}, got ${JSON.stringify(shortened)}. ${remedy}`;
}

const mostCharacters = 120;
