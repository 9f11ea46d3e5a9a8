/** One thing wrong in a manifest, where it stands. */
export interface ManifestProblem {
  /** 1 is the header of a csv, the first line of a jsonl */
  readonly line: number;
  readonly column: string;
  readonly value: string;
  readonly rule: string;
  readonly remedy: string;
}

const mostShown = 20;

/** A manifest that cannot be used; says every problem (twenty are shown) with line, column, value and remedy. */
export class ManifestError extends Error {
  override readonly name = 'ManifestError';
  readonly problems: readonly ManifestProblem[];

  constructor(file: string, problems: readonly ManifestProblem[]) {
    const shown = problems.slice(0, mostShown).map(toSentence);
    const more = problems.length > mostShown ? [`  … and ${problems.length - mostShown} more`] : [];
    super([`loadManifest: ${file}: ${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}`, ...shown, ...more].join('\n'));
    this.problems = problems;
  }
}

function toSentence({ line, column, value, rule, remedy }: ManifestProblem): string {
  const shortened = value.length > 60 ? `${value.slice(0, 57)}…` : value;
  return `  line ${line}, column "${column}": expected ${rule}, got ${JSON.stringify(shortened)}. ${remedy}`;
}
