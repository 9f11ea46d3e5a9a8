import type { AgreementScores } from '@mmae/run-folder';
import { mainScores, methodName, scoresOf, type Results } from '@mmae/scoring';
import { html, type Html } from '../html.ts';
import { toPercent, toScore } from '../numbers.ts';
import { linePlot, type Line } from '../plots/line-plot.ts';
import { section, table, type Section } from '../section.ts';

/** How scores fall when modalities are missing. Undefined if that was not scored. */
export function missingSection(results: Results): Section | undefined {
  const methods = results.run.methods.filter((method) => scoresOf(results, method)?.missing);
  if (!mainScores(results).missing) return undefined;
  return section(
    'missing',
    'Missing modalities',
    'Held-out items lose some of their modalities at random and are assigned to the clusters of the training items by those that remain; each item keeps at least one. MMAE and MCCA leave a missing modality out, PCA replaces it by the mean of the training items, and “PCA, gaps filled” predicts it from the modalities present.',
    html`<div class="plots">${plot(results, methods, 'nmi', 'NMI')}${plot(results, methods, 'ari', 'ARI')}</div>`,
    wholeModalityTable(results, methods),
  );
}

function plot(results: Results, methods: readonly string[], measure: keyof AgreementScores, name: string): Html {
  const lines = methods.map((method): Line => {
    const missing = Object.entries(scoresOf(results, method)!.missing!);
    return {
      name: methodName(method),
      points: missing.map(([rate, scores]) => [Number(rate), scores[measure]] as const).sort((a, b) => a[0] - b[0]),
    };
  });
  const ends = lines.map((line) => `${line.name} from ${toScore(line.points[0][1])} to ${toScore(line.points.at(-1)![1])}`).join('; ');
  return linePlot({
    title: `${name} by share of modalities removed`,
    description: ends,
    xLabel: 'share of modalities removed at random',
    yLabel: name,
    lines,
    yFromZero: true,
    formatX: toPercent,
    formatY: toScore,
  });
}

/** NMI by method with one modality removed from every item, and with only one left. */
function wholeModalityTable(results: Results, methods: readonly string[]): Html | undefined {
  const { without, only } = mainScores(results);
  if (!without || !only) return undefined;
  const columns = [
    ...Object.keys(without).map((modality) => ({ name: `without ${modality}`, of: pick('without', modality) })),
    ...Object.keys(only).map((modality) => ({ name: `${modality} only`, of: pick('only', modality) })),
  ];
  const rows = methods.map((method) => [methodName(method), ...columns.map(({ of }) => toScore(of(results, method)))]);
  return table('NMI with whole modalities missing', ['method', ...columns.map(({ name }) => name)], rows, {
    caption: 'NMI with one modality removed from every item, and with only one modality',
    mainRow: methods.indexOf(results.main),
  });
}

const pick = (which: 'without' | 'only', modality: string) => (results: Results, method: string) =>
  scoresOf(results, method)?.[which]?.[modality]?.nmi;
