import type { Preview, UnexplainedVariance } from '@mmae/run-folder';
import type { Results } from '@mmae/scoring';
import { subsetNoun } from '../../findings/media-kinds.ts';
import { html, type Html } from '../html.ts';
import { describePreview, mediaElement, type MediaStore } from '../media-store.ts';
import { toScore } from '../numbers.ts';
import { section, type Section } from '../section.ts';
import { tableOf } from '../table.ts';

const numShown = 8;

/** Originals beside what the model makes of them. Undefined where the run has no reconstructions. */
export function reconstructionSection({ run, split }: Results, store: MediaStore): Section | undefined {
  const rebuilt = run.previews.filter((preview) => preview.split === split && Object.keys(preview.reconstructions ?? {}).length > 0);
  if (rebuilt.length === 0) return undefined;
  const nameOf = (subset: string) => subsetNoun(run.previews, subset);
  return section(
    'reconstructions',
    'Rebuilt from the embedding',
    'What the decoders make of held-out items, beside the originals and what is left of them in the features that it learns from, which is the most it could rebuild. A sound is drawn as its spectrogram, time to the right, high tones above; a text as its weightiest words.',
    rebuilt.slice(0, numShown).map((preview) => rebuiltItem(preview, nameOf, store)),
    run.unexplained && varianceTable(run.unexplained, run.modalities, nameOf),
  );
}

/** What share of each medium's variance is lost, by what it is rebuilt from. */
function varianceTable(unexplained: UnexplainedVariance, modalities: readonly string[], nameOf: (subset: string) => string): Html {
  const rows = Object.entries(unexplained).map(([subset, lost]) => [
    nameOf(subset),
    ...modalities.map((modality) => toScore(lost[modality])),
  ]);
  return tableOf('Variance that is lost in rebuilding', ['from', ...modalities.map(nameOf)], rows, {
    caption: 'Share of the variance of held-out features that is lost in rebuilding them: 0 is exact, 1 no better than the mean',
  });
}

function rebuiltItem(preview: Preview, nameOf: (subset: string) => string, store: MediaStore): Html {
  const versions = [
    ['original', preview.media] as const,
    ...(preview.seen ? [['what its features hold', preview.seen] as const] : []),
    ...Object.entries(preview.reconstructions!).map(([subset, media]) => [`from ${nameOf(subset)}`, media] as const),
  ];
  return html`<div class="rebuilt">
    <h3>${preview.label ?? preview.id}</h3>
    ${versions.map(
      ([name, media]) =>
        html`<figure>
          <div class="item-media">
            ${Object.values(media).map((item) => mediaElement(store, item, `${name}: ${describePreview(preview)}`))}
          </div>
          <figcaption>${name}</figcaption>
        </figure>`,
    )}
  </div>`;
}
