import { fromSubsetKey, type Preview, type Tag, type TagScore, type TagScores } from '@mmae/run-folder';
import type { Results } from '@mmae/scoring';
import { placesOf } from '../../findings/places.ts';
import { html, isolated, type Html } from '../html.ts';
import { describePreview, mediaElement, type MediaStore } from '../media-store.ts';
import { toPercent, toScore } from '../numbers.ts';
import { linePlot, type Line } from '../plots/line-plot.ts';
import { section, table, type Section } from '../section.ts';

const maxItems = 12;
const maxWords = 3;

/** Tags proposed for items from some of their modalities, and how good they are. Undefined if the run has no tags. */
export function tagSection({ run, split }: Results, store: MediaStore): Section | undefined {
  const tagged = run.previews.filter((preview) => preview.split === split && Object.keys(preview.tags ?? {}).length > 0).slice(0, maxItems);
  if (tagged.length === 0) return undefined;
  const places = placesOf(run.samples);
  return section(
    'tags',
    'Proposed tags',
    introduction(tagged),
    html`<div class="tagged">${tagged.map((preview) => taggedItem(preview, places, store))}</div>`,
    run.tagScores && scoreTables(run.tagScores),
    run.tagScores && html`<div class="plots">${calibrationPlot(run.tagScores)}</div>`,
  );
}

function introduction(tagged: readonly Preview[]): string {
  const hasLabels = tagged.some(({ tags = {} }) =>
    Object.values(tags)
      .flat()
      .some(({ kind }) => kind === 'label'),
  );
  const proposed = hasLabels
    ? 'the label of the nearest training items, then words that the text decoder reconstructs'
    : 'words that the text decoder reconstructs';
  return `Tags proposed for held-out items from some of their modalities: ${proposed}. The percentage is how often such tags were correct on the validation split. Green tags agree with the item’s own ${hasLabels ? 'label or text' : 'text'}.`;
}

function taggedItem(preview: Preview, places: ReadonlyMap<string, string>, store: MediaStore): Html {
  return html`<article class="card">
    <h3>
      ${isolated(preview.label ?? preview.id)}
      <small>${preview.label !== undefined && isolated(preview.id)} ${places.has(preview.id) && isolated(places.get(preview.id)!)}</small>
    </h3>
    <div class="item-media">${Object.values(preview.media).map((media) => mediaElement(store, media, describePreview(preview)))}</div>
    <table class="compact">
      <tbody>
        ${Object.entries(preview.tags!).map(
          ([subset, tags]) =>
            html`<tr>
              <th scope="row">from ${subsetName(subset)}</th>
              <td>${tagList(tags, preview)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </article>`;
}

/** The best label and the best words. */
function tagList(tags: readonly Tag[], preview: Preview): Html[] {
  const ofKind = (kind: Tag['kind'], max: number) => tags.filter((tag) => tag.kind === kind).slice(0, max);
  return [...ofKind('label', 1), ...ofKind('word', maxWords)].map(
    (tag) =>
      html`<span class="tag ${tag.kind} ${isCorrect(tag, preview) && 'correct'}"
        >${isolated(tag.tag)} <small>${toPercent(tag.confidence)}</small></span
      > `,
  );
}

/** A word is correct if the item's own text contains its letters, since words of the vocabulary are stems. */
function isCorrect({ kind, tag }: Tag, { label, media }: Preview): boolean {
  if (kind === 'label') return tag === label;
  return Object.values(media).some((item) => item.kind === 'text' && item.text.toLowerCase().includes(tag));
}

const kindNames = { word: 'words', label: 'labels' } as const;
const measureNames = { word: 'precision of the first five words', label: 'macro F1 of the first label' } as const;

function scoreTables(scores: TagScores): Html[] {
  return (['label', 'word'] as const)
    .filter((kind) => Object.values(scores).some((ofSubset) => ofSubset[kind]))
    .map((kind) => {
      const rows = Object.entries(scores).flatMap(([subset, ofSubset]) =>
        ofSubset[kind] ? [scoreRow(subsetName(subset), ofSubset[kind])] : [],
      );
      return table(`Quality of proposed ${kindNames[kind]}`, tableHeader, rows, {
        caption: `Quality of proposed ${kindNames[kind]} on held-out items: ${measureNames[kind]}`,
      });
    });
}

const tableHeader = ['from', 'model', 'items with the nearest features', 'most frequent in training', 'calibration error'];

const scoreRow = (name: string, score: TagScore): string[] => [
  name,
  ...[score.model, score.nearestFeatures, score.mostFrequent, score.expectedCalibrationError].map((value) => toScore(value)),
];

/** Confidence against the share that was correct, a line per kind of tag, for tags from all modalities. */
function calibrationPlot(scores: TagScores): Html {
  const whole = Object.keys(scores).reduce((longest, key) => (fromSubsetKey(key).length > fromSubsetKey(longest).length ? key : longest));
  const lines = (['label', 'word'] as const).map((kind): Line => ({
    name: kindNames[kind],
    points: (scores[whole][kind]?.bins ?? []).map(({ meanConfidence, accuracy }) => [meanConfidence, accuracy] as const),
  }));
  const diagonal = [
    [0, 0],
    [1, 1],
  ] as const;
  return linePlot({
    title: `Calibration of tags from ${subsetName(whole)}`,
    description: 'Confidence of proposed tags against the share that was correct; the dashed diagonal is perfect calibration.',
    xLabel: 'confidence',
    yLabel: 'share that was correct',
    lines: [...lines, { name: 'perfect calibration', points: diagonal, isDashed: true }],
    yFromZero: true,
    formatX: toPercent,
    formatY: toPercent,
  });
}

const subsetName = (subset: string) => fromSubsetKey(subset).join(' + ');
