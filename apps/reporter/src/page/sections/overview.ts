import { baselinesOf, chanceMap, hasTooFewItems, mainScores, measureOf, methodName, type Results, scoresOf } from '@mmae/scoring';
import { cautions } from '../../findings/cautions.ts';
import type { ClusterSummary } from '../../findings/clusters.ts';
import { headline } from '../../findings/headline.ts';
import { comparisonSentence, verdictOn } from '../../findings/verdict.ts';
import { html, type Html } from '../html.ts';
import type { MediaStore } from '../media-store.ts';
import { toCount, toIntervalText, toScore, toShareOf } from '../numbers.ts';
import { barPlot, type Bar } from '../plots/bars.ts';
import { groupStrip } from './group-strip.ts';

/** The first screen: what came out, in words, in pictures and in four comparisons. */
export function overview(results: Results, clusters: readonly ClusterSummary[], store: MediaStore): Html {
  const { title, sentences } = headline(results);
  const found = findings(results);
  return html`<header id="overview" class="overview">
    <p class="eyebrow">Report of the run <b>${results.run.name}</b></p>
    <h1>${title}</h1>
    <p class="lead">${sentences.join(' ')}</p>
    ${groupStrip(clusters, store)}
    <div class="findings">${found}</div>
    ${
      found.length > 0 &&
      baselinesOf(results).length > numOthersShown &&
      html`<p class="note">
        Each time the best ${numOthersShown} of ${baselinesOf(results).length} baselines; all are under
        <a href="#scores">Methods and measures</a>. Whiskers are 95 % intervals.
      </p>`
    }
    <aside class="cautions" aria-label="Read with care">
      <h2>Read with care</h2>
      <ul>
        ${cautions(results).map((sentence) => html`<li>${sentence}</li>`)}
      </ul>
    </aside>
  </header>`;
}

const numOthersShown = 3;

interface Finding {
  readonly measure: string;
  readonly title: string;
  /** what the big number says */
  readonly meaning: string;
  readonly format: (value: number) => string;
  readonly chance?: number;
}

function findings(results: Results): Html[] {
  const all: Finding[] = [
    {
      measure: 'rightCluster',
      title: 'Correct cluster',
      meaning: 'of the held-out items are in a cluster that is called by their label',
      format: shareFormat(results),
    },
    {
      measure: 'nmi',
      title: 'Cluster–label agreement',
      meaning: 'NMI: how much knowing the cluster tells about the label, from 0 to 1',
      format: toScore,
    },
    {
      measure: 'map',
      title: 'Finding across media',
      meaning: 'mAP: how high the right items rank when one medium asks for another, from 0 to 1',
      format: toScore,
      chance: chanceMap(mainScores(results)),
    },
    {
      measure: 'missingHalf',
      title: 'With half the modalities missing',
      meaning: 'NMI when half of the media of each item are taken away',
      format: toScore,
    },
    {
      measure: 'silhouetteClusters',
      title: 'How clear the clusters are',
      meaning: 'silhouette, from −1 to 1, each in its own space: it does not compare across methods',
      format: toScore,
    },
  ];
  return all
    .filter(({ measure }) => measureOf(measure).of(mainScores(results)) !== undefined)
    .slice(0, 4)
    .map((finding) => tile(results, finding));
}

function tile(results: Results, { measure, title, meaning, format, chance }: Finding): Html {
  const verdict = verdictOn(results, measure)!;
  const comparison = measureOf(measure).isLocal ? '' : comparisonSentence(results, verdict, format);
  return html`<article class="finding ${verdict.relation}">
    <h2>${title}</h2>
    <p><strong class="figure">${format(verdict.value)}</strong> <span>${meaning}${sizeNote(results, measure)}</span></p>
    ${barPlot({ bars: barsOf(results, measure), format, chance })}
    <p class="note">${comparison} ${chance !== undefined && `The dotted line is chance, ${format(chance)}.`}</p>
  </article>`;
}

/** "3 of 5" for few items, else a percentage. */
const shareFormat = (results: Results) => {
  const { numSamples } = mainScores(results);
  return (share: number) => toShareOf(Math.round(share * numSamples), numSamples);
};

/** Of how few items a number is, and how far it may be off. */
function sizeNote(results: Results, measure: string): Html | undefined {
  if (!hasTooFewItems(results)) return undefined;
  const { numSamples, intervals } = mainScores(results);
  const interval = intervals?.[measure];
  return html`; of ${toCount(numSamples)} items, too few to tell${interval && `: 95\u00a0% interval ${toIntervalText(interval)}`}`;
}

/** The main method and the best of the others; all of them are in the table. */
function barsOf(results: Results, measure: string): Bar[] {
  const barOf = (method: string): Bar[] => {
    const scores = scoresOf(results, method);
    const value = scores && measureOf(measure).of(scores);
    if (value === undefined) return [];
    return [{ name: methodName(method), value, interval: scores?.intervals?.[measure], isMain: method === results.main }];
  };
  const others = baselinesOf(results)
    .flatMap(barOf)
    .sort((a, b) => b.value - a.value);
  return [...barOf(results.main), ...others.slice(0, numOthersShown)];
}
