import { fromSubsetKey, type Preview, type Tag } from '@mmae/run-folder';
import { mediaKinds, modalityNoun } from '../../findings/media-kinds.ts';
import { proposeTags } from '../../findings/tags.ts';
import type { Results } from '../../results.ts';
import { html, type Html } from '../html.ts';
import { describePreview, mediaElement, type MediaStore } from '../media-store.ts';
import { toPercent } from '../numbers.ts';
import { section, type Section } from '../section.ts';

const numShown = 12;
const numTags = 3;

/** What words each modality alone proposes for an item. Undefined where there are no texts to propose from. */
export function tagSection(results: Results, store: MediaStore): Section | undefined {
  const { run, split } = results;
  const shown = run.previews.filter((preview) => preview.split === split).slice(0, numShown);
  const proposed = proposeTags(results, shown, numTags);
  const tagged = shown
    .map((preview, place) => ({ ...preview, tags: preview.tags ?? proposed[place] }))
    .filter(({ tags }) => Object.keys(tags).length > 0);
  if (tagged.length === 0) return undefined;
  const kinds = mediaKinds(run.previews);
  const nameOf = (subset: string) =>
    fromSubsetKey(subset)
      .map((modality) => modalityNoun(kinds, modality))
      .join(' + ');
  return section(
    'tags',
    'Proposed tags',
    'Words proposed for held-out items from a single medium of theirs: those that set apart the texts of the training items nearest to it, with the share of them that have the word. What an archive could search for before anyone has catalogued the items. Green: the label itself, which was never seen.',
    html`<div class="tagged">${tagged.map((preview) => taggedItem(preview, nameOf, store))}</div>`,
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
