import type { AgreementScores } from '@mmae/run-folder';
import { baselinesOf, mainScores, methodName, type Results, scoresOf } from '@mmae/scoring';
import { mediaKinds, modalityNoun } from '../../findings/media-kinds.ts';
import { html, type Html } from '../html.ts';
import { toPercent, toScore } from '../numbers.ts';
import { linePlot, type Line } from '../plots/line-plot.ts';
import { section, type Section } from '../section.ts';
import { tableOf } from '../table.ts';

/** What is left of the scores when media are missing. Undefined where nothing was measured. */
export function missingSection(results: Results): Section | undefined {
  const methods = [results.main, ...baselinesOf(results)].filter((method) => scoresOf(results, method)?.missing);
  if (!mainScores(results).missing) return undefined;
  return section(
    'missing',
    'When media are missing',
    'Held-out items lose some of their media and are sorted by what is left; the clusters are those of the training items, unchanged. Every item keeps at least one. What is missing has no part in MMAE and MCCA, counts as the mean of the training items in PCA, and is expected from the other media in PCA with its gaps filled.',
    html`<div class="plots">${plot(results, methods, 'nmi', 'NMI')}${plot(results, methods, 'ari', 'ARI')}</div>`,
    wholeTable(results, methods),
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
    title: `${name} by share of media taken away`,
    description: ends,
    xLabel: 'media taken away at random',
    yLabel: name,
    lines,
    yFromZero: true,
    formatX: toPercent,
    formatY: toScore,
  });
}

/** One whole modality gone, and one alone: NMI by method. */
function wholeTable(results: Results, methods: readonly string[]): Html | undefined {
  const { without, only } = mainScores(results);
  if (!without || !only) return undefined;
  const kinds = mediaKinds(results.run.previews);
  const columns = [
    ...Object.keys(without).map((modality) => ({ name: `no ${modalityNoun(kinds, modality)}`, of: pick('without', modality) })),
    ...Object.keys(only).map((modality) => ({ name: `${modalityNoun(kinds, modality)} alone`, of: pick('only', modality) })),
  ];
  const rows = methods.map((method) => [methodName(method), ...columns.map(({ of }) => toScore(of(results, method)))]);
  return tableOf('NMI with whole modalities missing', ['method', ...columns.map(({ name }) => name)], rows, {
    caption: 'NMI with one medium gone from every item, and with one alone',
    mainRow: methods.indexOf(results.main),
  });
}

const pick = (which: 'without' | 'only', modality: string) => (results: Results, method: string) =>
  scoresOf(results, method)?.[which]?.[modality]?.nmi;
