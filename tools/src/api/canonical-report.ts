/**
 * A report of a public API with the parts sorted whose order TypeScript does not fix: the members of a union of literals, and the entries of an
 * enumeration. Their order depends on which files the compiler read first, so two builds of the same sources may differ in it.
 */
export function canonicalReport(report: string): string {
  const lines = report.split('\n').map((line) => line.replaceAll(literalUnion, sortedUnion));
  return sortedEntries(lines).join('\n');
}

const literalUnion = /(?:"[^"]*"|\b\d+)(?: \| (?:"[^"]*"|\d+))+/g;
const sortedUnion = (union: string) => union.split(' | ').sort().join(' | ');

const enumerationEntry = /^\s+"?[\w-]+"?: (?:"[^"]*"|\d+);$/;

/** Sorts every run of consecutive entries such as `train: "train";`. */
function sortedEntries(lines: readonly string[]): string[] {
  const sorted: string[] = [];
  let run: string[] = [];
  for (const line of lines) {
    if (enumerationEntry.test(line)) run.push(line);
    else {
      sorted.push(...run.sort(), line);
      run = [];
    }
  }
  return [...sorted, ...run.sort()];
}
