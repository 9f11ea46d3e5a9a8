import type { MetricsRecord } from '@mmae/run-folder';
import type { Results } from '@mmae/scoring';
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
  const begins = stageBegins(metrics);
  return section(
    'training',
    'The course of the training',
    `${toCounted(last.epoch, 'epoch')}, ${toCounted(last.step, 'step')}, ${toDuration(last.seconds)}. Where the dashed line of validation turns up while the other goes on down, the model learns by heart.${begins.length > 0 ? ' At a dotted line another network begins: its loss is not that of the one before.' : ''}`,
    html`<div class="plots">
      ${withValidation.map((name) => lossPlot(metrics, name, [name, validationPrefix + name], begins))}
      ${alone.map((name) => lossPlot(metrics, name, [name], begins))}
    </div>`,
  );
}

/** Epochs in which other things are recorded than in the one before: a stage has begun. */
const stageBegins = (metrics: readonly MetricsRecord[]): number[] =>
  metrics.slice(1).flatMap((record, i) => (Object.keys(record).join() === Object.keys(metrics[i]).join() ? [] : [record.epoch]));

/** "loss.image" is the loss of the picture, "loss" that of everything. */
const titleOf = (name: string) =>
  name === 'loss' ? 'loss, all terms' : name === 'loss.gradientNorm' ? 'gradient' : name.replace(/^loss\./, 'loss: ');

function lossPlot(metrics: readonly MetricsRecord[], name: string, names: readonly string[], begins: readonly number[]) {
  const lines = names.map((each): Line => {
    const points = metrics.filter((record) => each in record).map((record) => [record.epoch, record[each]] as const);
    return { name: each.startsWith(validationPrefix) ? 'validation' : 'train', points, isDashed: each.startsWith(validationPrefix) };
  });
  const ends = lines.map(({ name, points }) => `${name} from ${toPrecise(points[0][1])} to ${toPrecise(points.at(-1)![1])}`).join('; ');
  return linePlot({
    title: titleOf(name),
    description: ends,
    xLabel: 'epoch',
    yLabel: name === 'loss.gradientNorm' ? 'length' : 'loss',
    lines,
    formatY: toPrecise,
    breaks: begins,
  });
}

const toPrecise = (value: number) => String(Number(value.toPrecision(3)));
