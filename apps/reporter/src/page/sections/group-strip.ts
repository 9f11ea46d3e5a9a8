import type { ClusterSummary } from '../../findings/clusters.ts';
import { html, named, type Html } from '../html.ts';
import { describePreview, mediaElement, type MediaStore } from '../media-store.ts';
import { toCounted } from '../numbers.ts';

const numPlaces = 8;

/** The largest groups in a row, each by a picture of what is typical of it, or by its words: what is in this archive, at a glance. */
export function groupStrip(clusters: readonly ClusterSummary[], store: MediaStore): Html {
  const numShown = clusters.length > numPlaces ? numPlaces - 1 : numPlaces;
  const rest = clusters.length - numShown;
  return html`<ul class="strip" aria-label="The largest clusters">
    ${clusters.slice(0, numShown).map((summary) => group(summary, store))}
    ${rest > 0 && html`<li class="more"><a href="#clusters">and ${toCounted(rest, 'cluster')} more</a></li>`}
  </ul>`;
}

function group(summary: ClusterSummary, store: MediaStore): Html {
  const { cluster, size, name, typical, words } = summary;
  const shown = typical
    .flatMap((preview) => Object.values(preview.media).map((media) => ({ preview, media })))
    .find(({ media }) => media.kind === 'picture');
  return html`<li>
    <a href="#cluster-${cluster}">
      ${
        shown
          ? mediaElement(store, shown.media, describePreview(shown.preview))
          : html`<span class="in-words">${words.slice(0, 4).join(', ')}</span>`
      }
      <b>${named(name)}</b> <small>${toCounted(size, 'item')}</small>
    </a>
  </li>`;
}
