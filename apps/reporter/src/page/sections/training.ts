import type { MetricsRecord } from '@mmae/run-folder';
import type { Results } from '../../results.ts';
import { html } from '../html.ts';
import { toCounted, toDuration } from '../numbers.ts';
import { linePlot, type Line } from '../plots/line-plot.ts';
import { section, type Section } from '../section.ts';

const progressKeys = ['epoch', 'step', 'seconds'];
const validationPrefix = 'validation.';

/** The course of the training: the loss, its parts, and whatever else was recorded an epoch. Undefined where nothing was. */
export function trainingSection({ run: { metrics } }: Results): Section | undefined {
  const last = metrics.at(-1);
  if (!last) return undefined;
  const names = [...new Set(metrics.flatMap((record) => Object.keys(record)))].filter((name) => !progressKeys.includes(name));
  const trained = names.filter((name) => !name.startsWith(validationPrefix));
  const withValidation = trained.filter((name) => names.includes(validationPrefix + name));
  const alone = names.filter((name) => !withValidation.includes(name.replace(validationPrefix, '')));
  return section(
    'training',
    'The course of the training',
    `${toCounted(last.epoch, 'epoch')}, ${toCounted(last.step, 'step')}, ${toDuration(last.seconds)}. Where the dashed line of validation turns up while the other goes on down, the model learns by heart.`,
    html`<div class="plots">
      ${withValidation.map((name) => lossPlot(metrics, name, [name, validationPrefix + name]))}
      ${groupByPrefix(alone).map(([prefix, group]) => lossPlot(metrics, group.length === 1 ? group[0] : prefix, group))}
    </div>`,
  );
}

function lossPlot(metrics: readonly MetricsRecord[], title: string, names: readonly string[]) {
  const lines = names.map((name): Line => ({
    name: name === title ? 'train' : name === validationPrefix + title ? 'validation' : name.slice(title.length + 1) || name,
    points: metrics.filter((record) => name in record).map((record) => [record.epoch, record[name]] as const),
    isDashed: name.startsWith(validationPrefix),
  }));
  const ends = lines.map(({ name, points }) => `${name} from ${toPrecise(points[0][1])} to ${toPrecise(points.at(-1)![1])}`).join('; ');
  return linePlot({ title, description: ends, xLabel: 'epoch', yLabel: title, lines, formatY: toPrecise });
}

/** "loss.image" and "loss.audio" share a plot. */
function groupByPrefix(names: readonly string[]): [string, string[]][] {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const prefix = name.includes('.') ? name.slice(0, name.lastIndexOf('.')) : name;
    groups.set(prefix, [...(groups.get(prefix) ?? []), name]);
  }
  return [...groups];
}

const toPrecise = (value: number) => String(Number(value.toPrecision(3)));
