import { fromSubsetKey, type Preview, type Tag } from '@mmae/run-folder';
import { mediaKinds, modalityNoun } from '../../findings/media-kinds.ts';
import type { Results } from '../../results.ts';
import { html, type Html } from '../html.ts';
import { describePreview, mediaElement, type MediaStore } from '../media-store.ts';
import { toPercent } from '../numbers.ts';
import { section, type Section } from '../section.ts';

const numShown = 12;
const numTags = 3;

/** What words each modality alone proposes for an item. Undefined where the run has no tags. */
export function tagSection({ run, split }: Results, store: MediaStore): Section | undefined {
  const tagged = run.previews.filter((preview) => preview.split === split && Object.keys(preview.tags ?? {}).length > 0);
  if (tagged.length === 0) return undefined;
  const kinds = mediaKinds(run.previews);
  const nameOf = (subset: string) =>
    fromSubsetKey(subset)
      .map((modality) => modalityNoun(kinds, modality))
      .join(' + ');
  return section(
    'tags',
    'Proposed tags',
    'Words proposed for held-out items from a single medium of theirs: what an archive could search for before anyone has catalogued them.',
    html`<div class="tagged">${tagged.slice(0, numShown).map((preview) => taggedItem(preview, nameOf, store))}</div>`,
  );
}

function taggedItem(preview: Preview, nameOf: (subset: string) => string, store: MediaStore): Html {
  return html`<article class="card">
    <h3>${preview.label ?? preview.id} <small>${preview.label !== undefined && preview.id}</small></h3>
    <div class="item-media">${Object.values(preview.media).map((media) => mediaElement(store, media, describePreview(preview)))}</div>
    <table class="compact">
      <tbody>
        ${Object.entries(preview.tags!).map(
          ([subset, tags]) =>
            html`<tr>
              <th scope="row">from ${nameOf(subset)}</th>
              <td>${tagList(tags, preview.label)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </article>`;
}

const tagList = (tags: readonly Tag[], label: string | undefined): Html[] =>
  tags
    .slice(0, numTags)
    .map(({ word, score }) => html`<span class="tag ${word === label && 'right'}">${word} <small>${toPercent(score)}</small></span> `);
