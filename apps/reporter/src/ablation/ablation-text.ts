import type { AblationRuns, Interval } from '@mmae/run-folder';
import { enoughItems } from '../few-items.ts';
import { toDuration, toScore } from '../page/numbers.ts';
import { alignedTable, markdownTable } from '../text/table.ts';
import { isClear, type AblationRow } from './score-ablation.ts';

interface Scored {
  readonly ablation: AblationRuns;
  readonly rows: readonly AblationRow[];
}

const header = ['measure', 'choice', 'mean', 'deviation', 'difference', 'over seeds', 'over samples', 'training'];

/** For a terminal: the question, then a line a measure and choice. */
export function ablationAsTable({ ablation, rows }: Scored): string {
  return `${ablation.question}\n\n${alignedTable([header, ...rows.map((row) => cellsOf(row, (text) => `${text} *`))])}${legend('*')}\n${few(rows)}`;
}

/** The same as Markdown, with what was expected and what each choice sets. */
export function ablationAsMarkdown({ ablation, rows }: Scored): string {
  const table = markdownTable([header, ...rows.map((row) => cellsOf(row, (text) => `**${text}**`))], 2);
  const choices = ablation.choices.map(({ name, overrides }, index) => {
    const does = overrides.length > 0 ? overrides.map((override) => `\`${override}\``).join(', ') : 'as it is';
    return `- ${name}${index === 0 ? ' (base)' : ''}: ${does}\n`;
  });
  const shared = ablation.shared.length > 0 ? ` with ${ablation.shared.map((override) => `\`${override}\``).join(', ')}` : '';
  const start = `Experiment \`${ablation.experiment}\`${shared}; seeds ${ablation.seeds.join(', ')}.`;
  return `**${ablation.question}** Expected: ${ablation.expected}\n\n${start}\n\n${choices.join('')}\n${table}${few(rows) && `\n${few(rows)}`}`;
}

export const ablationAsJson = ({ ablation, rows }: Scored): string => `${JSON.stringify({ version: 1, ...ablation, rows }, null, 2)}\n`;

function cellsOf(
  { measure, choice, numSamples, spread, difference, trainingSeconds }: AblationRow,
  marked: (text: string) => string,
): string[] {
  const value = difference && toSigned(difference.value);
  return [
    measure,
    choice,
    toScore(spread.mean, 3),
    toScore(spread.standardDeviation, 3),
    value === undefined ? '–' : isClear(difference!, numSamples) ? marked(value) : value,
    interval(difference?.overSeeds),
    interval(difference?.overSamples),
    toDuration(trainingSeconds),
  ];
}

const toSigned = (value: number) => (value > 0 ? `+${toScore(value, 3)}` : toScore(value, 3));

const interval = (one: Interval | undefined) => (one ? `[${toSigned(one[0])}, ${toSigned(one[1])}]` : '–');

/** A line where too few items were scored; else nothing. */
function few(rows: readonly AblationRow[]): string {
  const least = Math.min(...rows.map(({ numSamples }) => numSamples));
  return least < enoughItems ? `Only ${least} items were scored: too few to tell the choices apart.\n` : '';
}

const legend = (mark: string) => `${mark} more than chance: neither other seeds nor other samples would undo it (95 % intervals)`;
