import type { Preview, RetrievalScores } from '@mmae/run-folder';
import { mainScores, type Results } from '@mmae/scoring';
import { mediaKinds, modalityNoun, subsetNoun } from '../../findings/media-kinds.ts';
import { retrievalExamples, type RetrievalExample } from '../../findings/retrieval.ts';
import { html, named, type Html } from '../html.ts';
import { describePreview, mediaElement, type MediaStore } from '../media-store.ts';
import { toPercent, toScore, toShareOf } from '../numbers.ts';
import { section, type Section } from '../section.ts';

const numQueries = 3;
const numHits = 5;

interface Direction {
  readonly from: string;
  readonly to: string;
  /** undefined without labels */
  readonly scores: RetrievalScores | undefined;
  readonly examples: readonly RetrievalExample[];
}

/**
 * Every ordered pair of modalities: how well one finds the other, and examples drawn by chance. Undefined for a run of one modality, or
 * of a method that has no space that its modalities share.
 */
export function retrievalSection(results: Results, store: MediaStore): Section | undefined {
  const shown = directionsOf(results);
  if (shown.length === 0) return undefined;
  const kinds = mediaKinds(results.run.previews);
  const isScored = mainScores(results).retrieval !== undefined;
  const rule = isScored
    ? 'Every held-out item asks with one of its media for another; a hit is right when it has the same label.'
    : 'Held-out items ask with one of their media for another; without labels, which hits are right is for you to judge.';
  return section(
    'retrieval',
    'Finding one medium by another',
    `${rule} The examples were drawn by chance from the items of this page, not chosen.`,
    shown.map(
      ({ from, to, scores, examples }, index) =>
        html`<details class="direction" ${index === 0 && html`open`}>
          <summary><b>${modalityNoun(kinds, from)} → ${modalityNoun(kinds, to)}</b> ${summaryOf(scores)}</summary>
          ${examples.map((example) => exampleRow(example, { from, to, isScored }, store))}
        </details>`,
    ),
    fromSeveral(results),
  );
}

/** What several media of an item find together, one line a direction. */
function fromSeveral(results: Results): Html | undefined {
  const found = Object.entries(mainScores(results).retrievalFromSubsets ?? {});
  if (found.length === 0) return undefined;
  const nounsOf = (subset: string) => subsetNoun(results.run.previews, subset);
  return html`<div class="direction">
    <p class="several"><b>Several asking together</b></p>
    <ul class="several">
      ${found.map(([direction, scores]) => {
        const [from, to] = direction.split('->');
        return html`<li><b>${nounsOf(from)} → ${nounsOf(to)}</b> ${summaryOf(scores)}</li>`;
      })}
    </ul>
  </div>`;
}

function directionsOf(results: Results): Direction[] {
  const { modalities } = results.run;
  const pairs = modalities.flatMap((from) => modalities.filter((to) => to !== from).map((to) => [from, to] as const));
  const directions = pairs.map(([from, to]) => ({
    from,
    to,
    scores: mainScores(results).retrieval?.[`${from}->${to}`],
    examples: retrievalExamples(results, from, to, numQueries, numHits),
  }));
  return directions.filter(({ scores, examples }) => scores || examples.length > 0);
}

const summaryOf = (scores: RetrievalScores | undefined): Html | undefined =>
  scores &&
  html`<span>first hit right ${firstHits(scores)}</span>
    <span>mAP ${toScore(scores.map)} (chance ${toScore(scores.chanceMap)})</span>
    <span>median rank of the first hit ${scores.medianRank}</span>`;

/** "61 %", or "about 3 of 5" of few: equally near hits count in part. */
const firstHits = ({ recallAt1, numQueries }: RetrievalScores) =>
  numQueries === undefined ? toPercent(recallAt1) : toShareOf(Math.round(recallAt1 * numQueries), numQueries);

interface Shown {
  readonly from: string;
  readonly to: string;
  /** whether labels say which hits are right */
  readonly isScored: boolean;
}

function exampleRow({ query, hits }: RetrievalExample, shown: Shown, store: MediaStore): Html {
  return html`<div class="example">
    <figure class="query">
      ${mediaElement(store, query.media[shown.from], `query: ${describePreview(query)}`)}
      <figcaption>asks: ${named(query.label ?? query.id)}</figcaption>
    </figure>
    <ol class="hits">
      ${hits.map((hit) => hitItem(query, hit, shown, store))}
    </ol>
  </div>`;
}

function hitItem(query: Preview, hit: Preview, { to, isScored }: Shown, store: MediaStore): Html {
  const verdict = !isScored || query.label === undefined || hit.label === undefined ? '' : hit.label === query.label ? 'right' : 'wrong';
  const mark = { right: '✓ ', wrong: '✗ ', '': '' }[verdict];
  const partner = hit.id === query.id ? ' (its own)' : '';
  return html`<li class="${verdict}">
    <figure>
      ${mediaElement(store, hit.media[to], describePreview(hit))}
      <figcaption>${mark}${named(hit.label ?? hit.id)}${partner}</figcaption>
    </figure>
  </li>`;
}
