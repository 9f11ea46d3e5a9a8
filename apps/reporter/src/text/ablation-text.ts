import { toDuration } from '@mmae/command-line';
import type { AblationRuns, Interval } from '@mmae/run-folder';
import { isSignificant, minReliableItems, type AblationRow } from '@mmae/scoring';
import { toScore } from '../page/numbers.ts';
import { alignedTable, markdownTable } from './table.ts';

interface Scored {
  readonly ablation: AblationRuns;
  readonly rows: readonly AblationRow[];
}

const header = ['measure', 'choice', 'mean', 'deviation', 'difference', 'over seeds', 'over samples', 'training'];

/** For a terminal: the question, then a line per measure and choice. */
export function ablationAsTable({ ablation, rows }: Scored): string {
  return `${ablation.question}\n\n${alignedTable([header, ...rows.map((row) => cellsOf(row, (text) => `${text} *`))])}${legend('*')}\n${sizeWarning(rows)}`;
}

/** As Markdown, with the expected answer and the settings of each choice. */
export function ablationAsMarkdown({ ablation, rows }: Scored): string {
  const table = markdownTable([header, ...rows.map((row) => cellsOf(row, (text) => `**${text}**`))], 2);
  const choices = ablation.choices.map(({ name, overrides }, index) => {
    const settings = overrides.length > 0 ? overrides.map((override) => `\`${override}\``).join(', ') : 'unchanged';
    return `- ${name}${index === 0 ? ' (base)' : ''}: ${settings}\n`;
  });
  const shared = ablation.shared.length > 0 ? ` with ${ablation.shared.map((override) => `\`${override}\``).join(', ')}` : '';
  const start = `Experiment \`${ablation.experiment}\`${shared}; seeds ${ablation.seeds.join(', ')}.`;
  return `**${ablation.question}** Expected: ${ablation.expected}\n\n${start}\n\n${choices.join('')}\n${table}${sizeWarning(rows) && `\n${sizeWarning(rows)}`}`;
}

export function ablationAsJson({ ablation, rows }: Scored): string {
  const named = rows.map(({ chance: _, ...row }, index) => ({ ...row, measure: nameWithChance(rows[index]) }));
  return `${JSON.stringify({ version: 1, ...ablation, rows: named }, null, 2)}\n`;
}

/** Name of a measure; mAP with that of a random ranking, which is well above 0. */
const nameWithChance = ({ measure, chance }: AblationRow) => (chance === undefined ? measure : `${measure} (chance ${toScore(chance)})`);

function cellsOf(row: AblationRow, marked: (text: string) => string): string[] {
  const { choice, numSamples, spread, difference, trainingSeconds } = row;
  const value = difference && toSigned(difference.value);
  return [
    nameWithChance(row),
    choice,
    toScore(spread.mean, 3),
    toScore(spread.standardDeviation, 3),
    value === undefined ? '–' : isSignificant(difference!, numSamples) ? marked(value) : value,
    interval(difference?.overSeeds),
    interval(difference?.overSamples),
    toDuration(trainingSeconds),
  ];
}

const toSigned = (value: number) => (value > 0 ? `+${toScore(value, 3)}` : toScore(value, 3));

const interval = (one: Interval | undefined) => (one ? `[${toSigned(one[0])}, ${toSigned(one[1])}]` : '–');

/** A warning if too few items were scored, otherwise empty. */
function sizeWarning(rows: readonly AblationRow[]): string {
  const fewest = Math.min(...rows.map(({ numSamples }) => numSamples));
  return fewest < minReliableItems ? `Only ${fewest} items were scored: too few to tell the choices apart.\n` : '';
}

const legend = (mark: string) => `${mark} significant: the 95 % intervals over seeds and over samples exclude 0`;
