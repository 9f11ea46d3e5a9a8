import { fromSubsetKey, type Preview, type RetrievalScores } from '@mmae/run-folder';
import { mainScores, type Results } from '@mmae/scoring';
import { searchExamples, type SearchExample } from '../../findings/search-examples.ts';
import { placesOf } from '../../findings/places.ts';
import { html, type Html } from '../html.ts';
import { describePreview, itemName, mediaElement, type MediaStore } from '../media-store.ts';
import { toPercent, toScore, toShareOf } from '../numbers.ts';
import { section, type Section } from '../section.ts';

const numQueries = 3;
const numHits = 5;

/** Searching from one modality to another. */
interface Direction {
  readonly from: string;
  readonly to: string;
  /** undefined without labels */
  readonly scores: RetrievalScores | undefined;
  readonly examples: readonly SearchExample[];
}

/**
 * How well each modality retrieves each of the others, with randomly drawn examples. Undefined for a run with one modality, or with a method whose
 * modalities do not share a space.
 */
export function searchSection(results: Results, store: MediaStore): Section | undefined {
  const shown = directionsOf(results);
  if (shown.length === 0) return undefined;
  const places = placesOf(results.run.samples);
  const isScored = mainScores(results).retrieval !== undefined;
  const rule = isScored
    ? 'Each query is one modality of a held-out item; hits are ranked by another modality, for example images found by audio. A hit is correct if it has the label of the query.'
    : 'Each query is one modality of a held-out item; hits are ranked by another modality, for example images found by audio. Without labels, judge for yourself which hits are correct.';
  return section(
    'search',
    'Search across modalities',
    `${rule} The examples are drawn at random from the items on this page.`,
    shown.map(
      ({ from, to, scores, examples }, index) =>
        html`<details class="direction" ${index === 0 && html`open`}>
          <summary><b>${from} → ${to}</b> ${summaryOf(scores)}</summary>
          ${examples.map((example) => exampleRow(example, { from, to, isScored, places }, store))}
        </details>`,
    ),
    fromSeveralModalities(results),
  );
}

/** Scores of queries that combine several modalities, one line per direction. */
function fromSeveralModalities(results: Results): Html | undefined {
  const found = Object.entries(mainScores(results).retrievalFromSubsets ?? {});
  if (found.length === 0) return undefined;
  const nameOf = (subset: string) => fromSubsetKey(subset).join(' + ');
  return html`<div class="direction">
    <p class="several"><b>Queries that combine modalities</b></p>
    <ul class="several">
      ${found.map(([direction, scores]) => {
        const [from, to] = direction.split('->');
        return html`<li><b>${nameOf(from)} → ${nameOf(to)}</b> ${summaryOf(scores)}</li>`;
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
    examples: searchExamples(results, from, to, numQueries, numHits),
  }));
  return directions.filter(({ scores, examples }) => scores || examples.length > 0);
}

const summaryOf = (scores: RetrievalScores | undefined): Html | undefined =>
  scores &&
  html`<span>first hit correct: ${firstHits(scores)}</span>
    <span>mAP ${toScore(scores.map)} (chance ${toScore(scores.chanceMap)})</span>
    <span>median rank of the first correct hit: ${scores.medianRank}</span>`;

/** "61 %", or "3 of 5" for few queries; hits at the same distance count in part, so the count is rounded. */
const firstHits = ({ recallAt1, numQueries }: RetrievalScores) =>
  numQueries === undefined ? toPercent(recallAt1) : toShareOf(Math.round(recallAt1 * numQueries), numQueries);

interface Shown {
  readonly from: string;
  readonly to: string;
  /** whether labels decide which hits are correct */
  readonly isScored: boolean;
  /** of items in films, by id */
  readonly places: ReadonlyMap<string, string>;
}

function exampleRow({ query, hits }: SearchExample, shown: Shown, store: MediaStore): Html {
  return html`<div class="example">
    <figure class="query">
      ${mediaElement(store, query.media[shown.from], `query: ${describePreview(query)}`)}
      <figcaption>query: ${itemName(query, shown.places)}</figcaption>
    </figure>
    <ol class="hits">
      ${hits.map((hit) => hitItem(query, hit, shown, store))}
    </ol>
  </div>`;
}

function hitItem(query: Preview, hit: Preview, { to, isScored, places }: Shown, store: MediaStore): Html {
  const verdict = !isScored || query.label === undefined || hit.label === undefined ? '' : hit.label === query.label ? 'correct' : 'wrong';
  const mark = { correct: '✓ ', wrong: '✗ ', '': '' }[verdict];
  const sameItem = hit.id === query.id ? ' (same item)' : '';
  return html`<li class="${verdict}">
    <figure>
      ${mediaElement(store, hit.media[to], describePreview(hit))}
      <figcaption>${mark}${itemName(hit, places)}${sameItem}</figcaption>
    </figure>
  </li>`;
}
