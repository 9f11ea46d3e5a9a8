import { fromSubsetKey, type Preview, type Tag, type TagScore, type TagScores } from '@mmae/run-folder';
import type { Results } from '@mmae/scoring';
import { subsetNoun } from '../../findings/media-kinds.ts';
import { html, named, type Html } from '../html.ts';
import { describePreview, mediaElement, type MediaStore } from '../media-store.ts';
import { toPercent, toScore } from '../numbers.ts';
import { linePlot, type Line } from '../plots/line-plot.ts';
import { section, type Section } from '../section.ts';
import { tableOf } from '../table.ts';

const numShown = 12;
/** Tags of a kind that are shown of an item. */
const numTags = 3;

/** What the model proposes for items from some of their media, and what such tags are worth. Undefined where the run has no tags. */
export function tagSection({ run, split }: Results, store: MediaStore): Section | undefined {
  const tagged = run.previews.filter((preview) => preview.split === split && Object.keys(preview.tags ?? {}).length > 0).slice(0, numShown);
  if (tagged.length === 0) return undefined;
  const nameOf = (subset: string) => subsetNoun(run.previews, subset);
  return section(
    'tags',
    'Proposed tags',
    introduction(tagged),
    html`<div class="tagged">${tagged.map((preview) => taggedItem(preview, nameOf, store))}</div>`,
    run.tagScores && scoreTables(run.tagScores, nameOf),
    run.tagScores && html`<div class="plots">${reliabilityPlot(run.tagScores, nameOf)}</div>`,
  );
}

/** What is shown, of labels only where some are proposed. */
function introduction(tagged: readonly Preview[]): string {
  const hasLabels = tagged.some(({ tags = {} }) =>
    Object.values(tags)
      .flat()
      .some(({ kind }) => kind === 'label'),
  );
  const proposed = hasLabels
    ? 'labels that the nearest training items have, then words that the text decoder rebuilds'
    : 'words that the text decoder rebuilds';
  const own = hasLabels ? 'label and text tell; they were' : 'text tells; it was';
  return `Proposed for held-out items from some of their media: ${proposed}. The percentage is how often such a tag was right on validation. Green: right, as far as the item’s own ${own} not looked at.`;
}

function taggedItem(preview: Preview, nameOf: (subset: string) => string, store: MediaStore): Html {
  return html`<article class="card">
    <h3>${named(preview.label ?? preview.id)} <small>${preview.label !== undefined && named(preview.id)}</small></h3>
    <div class="item-media">${Object.values(preview.media).map((media) => mediaElement(store, media, describePreview(preview)))}</div>
    <table class="compact">
      <tbody>
        ${Object.entries(preview.tags!).map(
          ([subset, tags]) =>
            html`<tr>
              <th scope="row">from ${nameOf(subset)}</th>
              <td>${tagList(tags, preview)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </article>`;
}

function tagList(tags: readonly Tag[], preview: Preview): Html[] {
  const ofKind = (kind: Tag['kind']) => tags.filter((tag) => tag.kind === kind).slice(0, numTags);
  return [...ofKind('label').slice(0, 1), ...ofKind('word')].map(
    (tag) =>
      html`<span class="tag ${tag.kind} ${isRight(tag, preview) && 'right'}"
        >${named(tag.tag)} <small>${toPercent(tag.confidence)}</small></span
      > `,
  );
}

/** A word is right where the item's own text has it: a run of letters there, as the vocabulary knows it. */
function isRight({ kind, tag }: Tag, { label, media }: Preview): boolean {
  if (kind === 'label') return tag === label;
  return Object.values(media).some((item) => item.kind === 'text' && item.text.toLowerCase().includes(tag));
}

const kindNames = { word: 'words', label: 'labels' } as const;
const measureNames = { word: 'precision of the first five', label: 'macro F1 of the first' } as const;

function scoreTables(scores: TagScores, nameOf: (subset: string) => string): Html[] {
  return (['label', 'word'] as const)
    .filter((kind) => Object.values(scores).some((ofSubset) => ofSubset[kind]))
    .map((kind) => {
      const rows = Object.entries(scores).flatMap(([subset, ofSubset]) =>
        ofSubset[kind] ? [scoreRow(nameOf(subset), ofSubset[kind])] : [],
      );
      return tableOf(`What proposed ${kindNames[kind]} are worth`, tableHeader, rows, {
        caption: `What proposed ${kindNames[kind]} are worth on held-out items: ${measureNames[kind]}`,
      });
    });
}

const tableHeader = ['from', 'model', 'nearest features', 'most frequent', 'calibration error'];

const scoreRow = (name: string, score: TagScore): string[] => [
  name,
  ...[score.model, score.nearestFeatures, score.mostFrequent, score.expectedCalibrationError].map((value) => toScore(value)),
];

/** Confidence against the share that was right, a line a kind, for the subset of all modalities: the diagonal is perfect. */
function reliabilityPlot(scores: TagScores, nameOf: (subset: string) => string): Html {
  const whole = Object.keys(scores).reduce((longest, key) => (fromSubsetKey(key).length > fromSubsetKey(longest).length ? key : longest));
  const lines = (['label', 'word'] as const).map((kind): Line => ({
    name: kindNames[kind],
    points: (scores[whole][kind]?.bins ?? []).map(({ meanConfidence, accuracy }) => [meanConfidence, accuracy] as const),
  }));
  return linePlot({
    title: `How sure, how right: from ${nameOf(whole)}`,
    description: 'Confidence of proposed tags against the share that was right; the dashed diagonal is perfect calibration.',
    xLabel: 'confidence',
    yLabel: 'share that was right',
    lines: [
      ...lines,
      {
        name: 'perfect',
        points: [
          [0, 0],
          [1, 1],
        ],
        isDashed: true,
      },
    ],
    yFromZero: true,
    formatX: toPercent,
    formatY: toPercent,
  });
}
