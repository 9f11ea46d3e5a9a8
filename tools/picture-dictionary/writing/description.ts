import { packageTable } from '../sources/packages.ts';
import type { Item } from './rows.ts';

export interface DescriptionFacts {
  readonly items: readonly Item[];
  /** by the id of an item */
  readonly groups: ReadonlyMap<string, string>;
  /** by group */
  readonly splits: ReadonlyMap<string, string>;
  readonly seed: number;
  readonly versions: Readonly<Record<string, string>>;
  /** reasons why concepts and pictures were left out, with their number */
  readonly leftOut: Readonly<Record<string, number>>;
}

/** MANIFEST.md: what the corpus consists of, in counts. */
export function description({ items, groups, splits, seed, versions, leftOut }: DescriptionFacts): string {
  const count = (values: readonly string[]) => [...countsOf(values)].sort(([, a], [, b]) => b - a);
  const list = (values: readonly string[]) => count(values).map(([value, number]) => `${value} ${number}`).join(', '); // prettier-ignore
  const seconds = items.map((item) => item.seconds).sort((a, b) => a - b);
  return `# Picture dictionary

${items.length} items, seed ${seed}. Each has one picture, one sound and one text of its own; nothing repeats.

- Splits: ${list(items.map(({ id }) => splits.get(groups.get(id)!)!))}.
- Labels: ${list(items.map(({ label }) => label))}.
- Pictures (real, 128 × 128 PNG): ${list(items.map(({ imageSource }) => imageSource.split(' ')[0]))}.
- Sounds (16 kHz, one channel): ${list(items.map(({ soundKind }) => soundKind))}; ${seconds[0].toFixed(2)} … ${seconds.at(-1)!.toFixed(2)} s, median ${seconds[Math.floor(seconds.length / 2)].toFixed(2)} s.
- Voices: ${list(items.filter(({ soundKind }) => soundKind === 'synthesiser').map(({ audioSource }) => audioSource))}.
- Texts (real): WordNet definitions.
- Spoken by ${Object.entries(versions).map(([program, version]) => `${program} ${version}`).join(', ')}.
- Left out: ${Object.entries(leftOut).map(([reason, number]) => `${reason} ${number}`).join(', ')}.

${packageTable()}`; // prettier-ignore
}

function countsOf(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
