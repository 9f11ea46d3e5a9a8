import {
  clearWinners,
  differingSettings,
  hasTooFewItems,
  mainScores,
  type Measure,
  measureOf,
  measures,
  methodName,
  type Results,
  runDifferences,
  type SeedRepeats,
  seedRepeats,
} from '@mmae/scoring';
import { documentOf } from './document.ts';
import { html, named, type Html } from './html.ts';
import { toCount, toIntervalText, toScore } from './numbers.ts';
import { effectPlot } from './plots/effect-plot.ts';
import { linePlot } from './plots/line-plot.ts';
import { section, type Section } from './section.ts';
import { tableOf } from './table.ts';

type Winners = ReturnType<typeof clearWinners>;

const plottedMeasures = ['nmi', 'ari', 'map'];

/** Several runs side by side: what tells them apart, what they score, and whether the differences are more than noise. */
export function comparePage(all: readonly Results[]): string {
  const winners = clearWinners(all);
  const sections = [settingsTable(all), scoreTable(all, winners), effects(all), seeds(all), courses(all)].filter(
    (found) => found !== undefined,
  );
  const title = `${all.length} runs side by side`;
  const first = all[0].run.name;
  const lead = `${methodName(all[0].main)} of ${all.map(({ run }) => run.name).join(', ')}. Differences are taken from ${first}, the first that was named.`;
  const body = html`<header class="overview">
      <p class="eyebrow">Comparison</p>
      <h1>${title}</h1>
      <p class="lead">${lead} ${verdict(all, winners)}</p>
    </header>
    ${sections.map((shown) => shown.body)} ${leftOutOfAll(all)}`;
  return documentOf({ title, sections, body });
}

/** What the runs have no answer to, run by run. */
function leftOutOfAll(all: readonly Results[]): Html | undefined {
  const lines = all.flatMap(({ run, leftOut }) =>
    [...run.remarks, ...leftOut].map((sentence) => html`<li>${named(run.name)}: ${sentence}</li>`),
  );
  return lines.length === 0
    ? undefined
    : html`<aside class="cautions" aria-label="Left out">
        <h2>Left out</h2>
        <ul>
          ${lines}
        </ul>
      </aside>`;
}

/** The winner by NMI and ARI in words. */
function verdict(all: readonly Results[], { nmi, ari }: Winners): string {
  if (all.some(({ labelling }) => !labelling.scores)) return 'Without labels to score by, no run is called better than another.';
  if (all.some(hasTooFewItems)) return 'Too few items were scored to tell which run is the best.';
  if (nmi && nmi === ari) return `${nmi.run.name} is the best by NMI and ARI, by more than chance would give.`;
  return 'No run is the best by both NMI and ARI by more than chance would give.';
}

function settingsTable(all: readonly Results[]): Section {
  const differing = differingSettings(all.map(({ run }) => run));
  const rows = differing.map(({ name, values }) => [name, ...values.map((value) => value ?? '–')]);
  const lead = differing.length === 0 ? 'The settings of these runs are the same.' : 'What is not the same in all of them.';
  return section(
    'settings',
    'What tells them apart',
    lead,
    differing.length > 0 && tableOf('Settings', ['setting', ...all.map(({ run }) => run.name)], rows),
  );
}

function scoreTable(all: readonly Results[], winners: Winners): Section {
  const shown = measures.filter(({ of }) => all.some((results) => of(mainScores(results)) !== undefined));
  const rows = all.map((results) => [
    results.run.name,
    toCount(mainScores(results).numSamples),
    ...shown.map((measure) => scoreCell(results, measure, winners[measure.key] === results)),
  ]);
  return section(
    'scores',
    'Scores',
    'Small figures are 95 % intervals by bootstrap. Bold: better than every other run by more than that noise, tested pairwise on the same items.',
    tableOf('Scores', ['run', 'items', ...shown.map(({ name }) => name)], rows),
  );
}

function scoreCell(results: Results, measure: Measure, isWinner: boolean): Html {
  const scores = mainScores(results);
  const interval = scores.intervals?.[measure.key];
  const value = toScore(measure.of(scores));
  return html`${isWinner ? html`<strong>${value}</strong>` : value}${interval && html`<small>${toIntervalText(interval)}</small>`}`;
}

/** What each run has over the first. */
function effects([reference, ...others]: readonly Results[]): Section | undefined {
  if ([reference, ...others].some((results) => hasTooFewItems(results) || !results.labelling.scores)) return undefined; // the verdict says why
  const compared = others.map((results) => ({ name: results.run.name, differences: runDifferences(results, reference, plottedMeasures) }));
  const apart = compared.filter(({ differences }) => !differences).map(({ name }) => name);
  const plots = plottedMeasures.flatMap((key) => {
    const rows = compared.flatMap(({ name, differences }) => (differences?.[key] ? [{ name, difference: differences[key] }] : []));
    return rows.length > 0 ? [effectPlot(`${measureOf(key).name} above ${reference.run.name}`, rows, (value) => toScore(value, 3))] : [];
  });
  return section(
    'effects',
    'What the differences are worth',
    'Paired on the same held-out items: what is hard for both does not count. A full dot is more than noise; noise of training is not in it, for that give runs of several seeds.',
    html`<div class="plots">${plots}</div>`,
    apart.length > 0 &&
      html`<p class="note">Not scored on the items of ${reference.run.name}, so not compared pairwise: ${apart.join(', ')}.</p>`,
  );
}

function seeds(all: readonly Results[]): Section | undefined {
  const groups = seedRepeats(all);
  if (groups.length === 0) return undefined;
  const shown = measures.filter(({ key }) => groups.some(({ spreads }) => key in spreads));
  const cell = ({ spreads }: SeedRepeats, { key }: Measure) => {
    const found = spreads[key];
    if (!found) return '–';
    return html`${toScore(found.mean)}${found.standardDeviation !== undefined && html`<small>± ${toScore(found.standardDeviation, 3)}</small>`}`;
  };
  const rows = groups.map((group) => [group.runs.map(({ run }) => run.name).join(', '), ...shown.map((measure) => cell(group, measure))]);
  return section(
    'seeds',
    'Over seeds',
    'Runs that differ in nothing but their seed, with the standard deviation between them.',
    tableOf('Over seeds', ['runs', ...shown.map(({ name }) => name)], rows),
  );
}

/** Losses and robustness, a line a run. */
function courses(all: readonly Results[]): Section | undefined {
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
    'courses',
    'Courses',
    'How the trainings went, and what is left of the scores when media are missing.',
    html`<div class="plots">
      ${linePlot({ title: 'loss on validation', description: 'a line a run', xLabel: 'epoch', yLabel: 'loss', lines: validationLoss })}
      ${linePlot({ title: 'NMI by share of media taken away', description: 'a line a run', xLabel: 'media taken away at random', yLabel: 'NMI', lines: missing, yFromZero: true, formatY: toScore })}
    </div>`,
  );
}
