import { baselinesOf, chanceMap, hasTooFewItems, mainScores, measureOf, methodName, scoresOf, type Results } from '@mmae/scoring';
import { cautions } from '../../findings/cautions.ts';
import type { ClusterSummary } from '../../findings/clusters.ts';
import { headline } from '../../findings/headline.ts';
import { comparisonSentence, verdictOn } from '../../findings/verdict.ts';
import { html, type Html } from '../html.ts';
import type { MediaStore } from '../media-store.ts';
import { toCount, toIntervalText, toScore, toShareOf } from '../numbers.ts';
import { barPlot, type Bar } from '../plots/bars.ts';
import { clusterStrip } from './clusters.ts';

const maxTiles = 4;
const maxBaselinesInTile = 3;

/** The first screen: the outcome in words, the largest clusters, four scores with comparisons, and cautions. */
export function overview(results: Results, clusters: readonly ClusterSummary[], store: MediaStore): Html {
  const { title, sentences } = headline(results);
  const shown = tiles(results);
  const numBaselines = baselinesOf(results).length;
  return html`<header id="overview" class="overview">
    <p class="eyebrow">Report on the run <b>${results.run.name}</b></p>
    <h1>${title}</h1>
    <p class="lead">${sentences.join(' ')}</p>
    ${clusterStrip(clusters, store)}
    <div class="findings">${shown}</div>
    ${
      shown.length > 0 &&
      numBaselines > 0 &&
      html`<p class="note">
        ${
          numBaselines > maxBaselinesInTile &&
          html`Each chart shows the best ${maxBaselinesInTile} of ${numBaselines} baselines;
            <a href="#scores">Methods and measures</a> lists all of them.`
        }
        Whiskers are 95 % intervals. A difference is significant if its 95 % interval excludes 0.
      </p>`
    }
    <aside class="cautions" aria-label="Notes on these results">
      <h2>Notes on these results</h2>
      <ul>
        ${cautions(results).map((sentence) => html`<li>${sentence}</li>`)}
      </ul>
    </aside>
  </header>`;
}

interface Tile {
  readonly measure: string;
  readonly title: string;
  /** explanation next to the number */
  readonly meaning: string;
  readonly format: (value: number) => string;
  readonly chance?: number;
}

/** The first four of these that the run has scores for. */
function tiles(results: Results): Html[] {
  const all: Tile[] = [
    {
      measure: 'rightCluster',
      title: 'Items in the correct cluster',
      meaning: 'of the held-out items are in a cluster named after their label',
      format: shareFormat(results),
    },
    {
      measure: 'nmi',
      title: 'Cluster–label agreement (NMI)',
      meaning: 'how closely the clusters match the labels, from 0 (unrelated) to 1 (identical)',
      format: toScore,
    },
    {
      measure: 'map',
      title: 'Search across modalities (mAP)',
      meaning: 'how high correct items rank when one modality searches for another, from 0 to 1',
      format: toScore,
      chance: chanceMap(mainScores(results)),
    },
    {
      measure: 'missingHalf',
      title: 'With half the modalities missing (NMI)',
      meaning: 'cluster–label agreement after half the modalities are removed at random',
      format: toScore,
    },
    {
      measure: 'silhouetteClusters',
      title: 'Separation of the clusters (silhouette)',
      meaning: 'from −1 to 1; each method is measured in its own space, so values do not compare across methods',
      format: toScore,
    },
  ];
  return all
    .filter(({ measure }) => measureOf(measure).of(mainScores(results)) !== undefined)
    .slice(0, maxTiles)
    .map((tile) => tileElement(results, tile));
}

function tileElement(results: Results, { measure, title, meaning, format, chance }: Tile): Html {
  const verdict = verdictOn(results, measure)!;
  const comparison = measureOf(measure).isLocal ? '' : comparisonSentence(results, verdict, format);
  return html`<article class="finding ${verdict.relation}">
    <h2>${title}</h2>
    <p><strong class="figure">${format(verdict.value)}</strong> <span>${meaning}${sizeNote(results, measure)}</span></p>
    ${barPlot({ bars: barsOf(results, measure), format, chance })}
    <p class="note">${comparison} ${chance !== undefined && `The dotted line is chance, ${format(chance)}.`}</p>
  </article>`;
}

/** A percentage, or "3 of 5" for few items. */
const shareFormat = (results: Results) => {
  const { numSamples } = mainScores(results);
  return (share: number) => toShareOf(Math.round(share * numSamples), numSamples);
};

/** Number of items and interval, if the items are too few to judge. */
function sizeNote(results: Results, measure: string): Html | undefined {
  if (!hasTooFewItems(results)) return undefined;
  const { numSamples, intervals } = mainScores(results);
  const interval = intervals?.[measure];
  return html`; only ${toCount(numSamples)} items, too few to judge${interval && ` (95\u00a0% interval ${toIntervalText(interval)})`}`;
}

/** The main method and the best baselines. */
function barsOf(results: Results, measure: string): Bar[] {
  const barOf = (method: string): Bar[] => {
    const scores = scoresOf(results, method);
    const value = scores && measureOf(measure).of(scores);
    if (value === undefined) return [];
    return [{ name: methodName(method), value, interval: scores?.intervals?.[measure], isMain: method === results.main }];
  };
  const baselines = baselinesOf(results)
    .flatMap(barOf)
    .sort((a, b) => b.value - a.value);
  return [...barOf(results.main), ...baselines.slice(0, maxBaselinesInTile)];
}
