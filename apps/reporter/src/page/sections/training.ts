import { toDuration } from '@mmae/command-line';
import type { MetricsRecord } from '@mmae/run-folder';
import type { Results } from '@mmae/scoring';
import { html } from '../html.ts';
import { toCounted } from '../numbers.ts';
import { linePlot, type Line } from '../plots/line-plot.ts';
import { section, type Section } from '../section.ts';

const progressKeys = ['epoch', 'step', 'seconds'];
const validationPrefix = 'validation.';

/** Loss curves: the total loss, its terms, and everything else recorded per epoch. Undefined if nothing was recorded. */
export function trainingSection({ run: { metrics } }: Results): Section | undefined {
  const last = metrics.at(-1);
  if (!last) return undefined;
  const names = [...new Set(metrics.flatMap((record) => Object.keys(record)))].filter((name) => !progressKeys.includes(name));
  const trained = names.filter((name) => !name.startsWith(validationPrefix));
  const withValidation = trained.filter((name) => names.includes(validationPrefix + name));
  const alone = names.filter((name) => !withValidation.includes(name.replace(validationPrefix, '')));
  const starts = stageStarts(metrics);
  return section(
    'training',
    'Training',
    `${toCounted(last.epoch, 'epoch')}, ${toCounted(last.step, 'step')}, ${toDuration(last.seconds)}. If the dashed validation line rises while the training line keeps falling, the model overfits.${starts.length > 0 ? ' A dotted vertical line marks the start of another network, whose loss is not comparable with that of the one before.' : ''}`,
    html`<div class="plots">
      ${withValidation.map((name) => lossPlot(metrics, name, [name, validationPrefix + name], starts))}
      ${alone.map((name) => lossPlot(metrics, name, [name], starts))}
    </div>`,
  );
}

/** Epochs that record other values than the epoch before: the first epoch of each further stage. */
const stageStarts = (metrics: readonly MetricsRecord[]): number[] =>
  metrics.slice(1).flatMap((record, i) => (Object.keys(record).join() === Object.keys(metrics[i]).join() ? [] : [record.epoch]));

const gradientNorm = 'loss.gradientNorm';

/** "loss.image" is a term of the loss, "loss" their total. */
const titleOf = (name: string) =>
  name === 'loss' ? 'Total loss' : name === gradientNorm ? 'Gradient norm' : name.replace(/^loss\./, 'Loss: ');

function lossPlot(metrics: readonly MetricsRecord[], name: string, names: readonly string[], starts: readonly number[]) {
  const lines = names.map((each): Line => {
    const points = metrics.filter((record) => each in record).map((record) => [record.epoch, record[each]] as const);
    return { name: each.startsWith(validationPrefix) ? 'validation' : 'train', points, isDashed: each.startsWith(validationPrefix) };
  });
  const ends = lines.map(({ name, points }) => `${name} from ${toPrecise(points[0][1])} to ${toPrecise(points.at(-1)![1])}`).join('; ');
  return linePlot({
    title: titleOf(name),
    description: ends,
    xLabel: 'epoch',
    yLabel: name === gradientNorm ? 'norm' : 'loss',
    lines,
    formatY: toPrecise,
    breaks: starts,
  });
}

const toPrecise = (value: number) => String(Number(value.toPrecision(3)));
