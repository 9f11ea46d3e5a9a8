import { fromSubsetKey, type Preview, type UnexplainedVariance } from '@mmae/run-folder';
import type { Results } from '@mmae/scoring';
import { placesOf } from '../../findings/places.ts';
import { html, type Html } from '../html.ts';
import { describePreview, itemName, mediaElement, type MediaStore } from '../media-store.ts';
import { toScore } from '../numbers.ts';
import { section, table, type Section } from '../section.ts';

const maxShown = 8;

/** Originals next to what the decoders reconstruct of them. Undefined if the run has no reconstructions. */
export function reconstructionSection({ run, split }: Results, store: MediaStore): Section | undefined {
  const reconstructed = run.previews.filter((preview) => preview.split === split && Object.keys(preview.reconstructions ?? {}).length > 0);
  if (reconstructed.length === 0) return undefined;
  const places = placesOf(run.samples);
  return section(
    'reconstructions',
    'Reconstructions',
    'What the decoders reconstruct of held-out items, next to the originals and to the input features drawn the same way, which a perfect reconstruction would equal. Audio is drawn as a spectrogram (time to the right, high frequencies at the top), text as the words with the largest weights.',
    reconstructed.slice(0, maxShown).map((preview) => reconstructedItem(preview, places, store)),
    run.unexplained && varianceTable(run.unexplained, run.modalities),
  );
}

/** The share of each modality's variance that is lost, by what it is reconstructed from. */
function varianceTable(unexplained: UnexplainedVariance, modalities: readonly string[]): Html {
  const rows = Object.entries(unexplained).map(([subset, lost]) => [
    subsetName(subset),
    ...modalities.map((modality) => toScore(lost[modality])),
  ]);
  return table('Variance lost in reconstruction', ['from', ...modalities], rows, {
    caption: 'Share of the variance of held-out features that reconstructions lose: 0 is exact, 1 is no better than the mean',
  });
}

function reconstructedItem(preview: Preview, places: ReadonlyMap<string, string>, store: MediaStore): Html {
  const versions = [
    ['original', preview.media] as const,
    ...(preview.seen ? [['input features', preview.seen] as const] : []),
    ...Object.entries(preview.reconstructions!).map(([subset, media]) => [`from ${subsetName(subset)}`, media] as const),
  ];
  return html`<div class="reconstructed">
    <h3>${itemName(preview, places)}</h3>
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

const subsetName = (subset: string) => fromSubsetKey(subset).join(' + ');
