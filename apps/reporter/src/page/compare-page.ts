import {
  clearWinners,
  differingSettings,
  hasTooFewItems,
  mainScores,
  measureOf,
  measures,
  methodName,
  runDifferences,
  seedRepeats,
  type Measure,
  type Results,
  type SeedRepeats,
} from '@mmae/scoring';
import { documentOf } from './document.ts';
import { html, isolated, type Html } from './html.ts';
import { toCount, toIntervalText, toPercent, toScore } from './numbers.ts';
import { effectPlot } from './plots/effect-plot.ts';
import { linePlot } from './plots/line-plot.ts';
import { section, table, type Section } from './section.ts';

type Winners = ReturnType<typeof clearWinners>;

const plottedMeasures = ['nmi', 'ari', 'map'];

/** A comparison of several runs: settings that differ, scores, paired differences, variation over seeds, and curves. */
export function comparePage(all: readonly Results[]): string {
  const winners = clearWinners(all);
  const sections = [settingsSection(all), scoreSection(all, winners), differenceSection(all), seedSection(all), curveSection(all)].filter(
    (found) => found !== undefined,
  );
  const title = `Comparison of ${all.length} runs`;
  const lead = `Scores of ${methodName(all[0].main)} in the runs ${all.map(({ run }) => run.name).join(', ')}. Differences are relative to the first, ${all[0].run.name}.`;
  const body = html`<header class="overview">
      <p class="eyebrow">mmae-report</p>
      <h1>${title}</h1>
      <p class="lead">${lead} ${verdict(all, winners)}</p>
    </header>
    ${sections.map((shown) => shown.body)} ${notReported(all)}`;
  return documentOf({ title, sections, body });
}

/** What was not scored, run by run. */
function notReported(all: readonly Results[]): Html | undefined {
  const lines = all.flatMap(({ run, leftOut }) =>
    [...run.remarks, ...leftOut].map((sentence) => html`<li>${isolated(run.name)}: ${sentence}</li>`),
  );
  if (lines.length === 0) return undefined;
  return html`<aside class="cautions" aria-label="Not reported">
    <h2>Not reported</h2>
    <ul>
      ${lines}
    </ul>
  </aside>`;
}

function verdict(all: readonly Results[], { nmi, ari }: Winners): string {
  if (all.some(({ labelling }) => !labelling.canScore)) return 'Without labels, the runs cannot be ranked.';
  if (all.some(hasTooFewItems)) return 'Too few items were scored to tell which run is best.';
  if (nmi && nmi === ari) return `${nmi.run.name} is significantly better than every other run by NMI and ARI.`;
  return 'No run is significantly better than all others by both NMI and ARI.';
}

function settingsSection(all: readonly Results[]): Section {
  const differing = differingSettings(all.map(({ run }) => run));
  const rows = differing.map(({ name, values }) => [name, ...values.map((value) => value ?? '–')]);
  return section(
    'settings',
    'Settings that differ',
    differing.length === 0 ? 'The runs have the same settings.' : 'All other settings are the same.',
    differing.length > 0 && table('Settings that differ', ['setting', ...all.map(({ run }) => run.name)], rows),
  );
}

function scoreSection(all: readonly Results[], winners: Winners): Section {
  const shown = measures.filter(({ of }) => all.some((results) => of(mainScores(results)) !== undefined));
  const rows = all.map((results) => [
    results.run.name,
    toCount(mainScores(results).numSamples),
    ...shown.map((measure) => scoreCell(results, measure, winners[measure.key] === results)),
  ]);
  return section(
    'scores',
    'Scores',
    'Small figures are 95 % bootstrap intervals. Bold: significantly better than every other run, tested pairwise on the same items.',
    table('Scores', ['run', 'items', ...shown.map(({ name, meaning }) => html`<abbr title="${meaning}">${name}</abbr>`)], rows),
  );
}

function scoreCell(results: Results, measure: Measure, isWinner: boolean): Html {
  const scores = mainScores(results);
  const interval = scores.intervals?.[measure.key];
  const value = toScore(measure.of(scores));
  return html`${isWinner ? html`<strong>${value}</strong>` : value}${interval && html`<small>${toIntervalText(interval)}</small>`}`;
}

/** Paired differences from the first run. */
function differenceSection([reference, ...others]: readonly Results[]): Section | undefined {
  if ([reference, ...others].some((results) => hasTooFewItems(results) || !results.labelling.canScore)) return undefined; // the lead says why
  const compared = others.map((results) => ({ name: results.run.name, differences: runDifferences(results, reference, plottedMeasures) }));
  const notCompared = compared.filter(({ differences }) => !differences).map(({ name }) => name);
  const plots = plottedMeasures.flatMap((key) => {
    const rows = compared.flatMap(({ name, differences }) => (differences?.[key] ? [{ name, difference: differences[key] }] : []));
    return rows.length > 0
      ? [effectPlot(`${measureOf(key).name}: difference from ${reference.run.name}`, rows, (value) => toScore(value, 3))]
      : [];
  });
  return section(
    'differences',
    'Differences',
    'Paired on the same held-out items, so that items that are difficult for both runs cancel out. A filled dot is a significant difference. The intervals do not include variation between trainings: to see that, add runs with other seeds.',
    html`<div class="plots">${plots}</div>`,
    notCompared.length > 0 &&
      html`<p class="note">Scored on other items than ${reference.run.name}, so not compared: ${notCompared.join(', ')}.</p>`,
  );
}

function seedSection(all: readonly Results[]): Section | undefined {
  const repeats = seedRepeats(all);
  if (repeats.length === 0) return undefined;
  const shown = measures.filter(({ key }) => repeats.some(({ spreads }) => key in spreads));
  const cell = ({ spreads }: SeedRepeats, { key }: Measure) => {
    const found = spreads[key];
    if (!found) return '–';
    return html`${toScore(found.mean)}${found.standardDeviation !== undefined && html`<small>± ${toScore(found.standardDeviation, 3)}</small>`}`;
  };
  const rows = repeats.map((group) => [group.runs.map(({ run }) => run.name).join(', '), ...shown.map((measure) => cell(group, measure))]);
  return section(
    'seeds',
    'Variation over seeds',
    'Runs that differ only in their seed: mean and standard deviation.',
    table('Variation over seeds', ['runs', ...shown.map(({ name }) => name)], rows),
  );
}

/** Validation loss and scores with missing modalities, a line per run. */
function curveSection(all: readonly Results[]): Section | undefined {
  const validationLoss = all.map(({ run }) => ({
    name: run.name,
    points: run.metrics.filter((record) => 'validation.loss' in record).map((record) => [record.epoch, record['validation.loss']] as const),
  }));
  const missing = all.map((results) => ({
    name: results.run.name,
    points: Object.entries(mainScores(results).missing ?? {}).map(([rate, { nmi }]) => [Number(rate), nmi] as const),
  }));
  if (validationLoss.every(({ points }) => points.length === 0) && missing.every(({ points }) => points.length === 0)) return undefined;
  return section(
    'curves',
    'Training and missing modalities',
    'Validation loss during training, and scores as modalities are removed.',
    html`<div class="plots">
      ${linePlot({ title: 'Validation loss', description: 'one line per run', xLabel: 'epoch', yLabel: 'loss', lines: validationLoss })}
      ${linePlot({ title: 'NMI by share of modalities removed', description: 'one line per run', xLabel: 'share of modalities removed at random', yLabel: 'NMI', lines: missing, yFromZero: true, formatX: toPercent, formatY: toScore })}
    </div>`,
  );
}
