import { UsageError } from './usage-error.ts';

/** What `--column` names: ours → the manifest's own. @throws UsageError for what is no assignment, or names one of ours twice */
export function toColumnNames(assignments: readonly string[]): Record<string, string> {
  const names = new Map<string, string>();
  for (const assignment of assignments) {
    const [, ours, theirs] = /^([^=]+)=(.+)$/s.exec(assignment) ?? [];
    if (theirs === undefined || names.has(ours)) {
      const rule = theirs === undefined ? 'OURS=THEIRS, as in id=Signatur' : `each of our columns once`;
      throw new UsageError(
        `--column: expected ${rule}, got ${JSON.stringify(assignment)}. Name a column of ours, then what the manifest calls it.`,
      );
    }
    names.set(ours.trim(), theirs);
  }
  return Object.fromEntries(names);
}
