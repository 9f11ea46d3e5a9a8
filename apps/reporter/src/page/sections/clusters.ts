import type { Preview } from '@mmae/run-folder';
import type { Results } from '@mmae/scoring';
import type { ClusterSummary, Share } from '../../findings/clusters.ts';
import { mediaKinds, type MediaKind } from '../../findings/media.ts';
import { html, isolated, type Html } from '../html.ts';
import { describePreview, mediaElement, type MediaStore } from '../media-store.ts';
import { toCounted, toShareOf } from '../numbers.ts';
import { section, type Section } from '../section.ts';

const maxCards = 60;
const maxImages = 6;
const maxClips = 2;
const maxLabels = 4;
/** A label with a smaller share of a cluster is not mentioned. */
const minShare = 0.02;
const maxInStrip = 8;

/** A card per cluster: its labels, typical items, words, and the clusters it is confused with. */
export function clusterSection(results: Results, clusters: readonly ClusterSummary[], store: MediaStore): Section {
  const names = new Map(clusters.map((summary) => [summary.cluster, summary.name]));
  const kinds = mediaKinds(results.run.previews);
  const rest = clusters.length > maxCards ? ` The ${maxCards} largest of ${clusters.length} are shown.` : '';
  return section(
    'clusters',
    'Clusters',
    `Items that are close together in the joint embedding, largest cluster first.${namingRule(results)}${rest}`,
    html`<div class="cards">${clusters.slice(0, maxCards).map((summary) => card(summary, names, kinds, store))}</div>`,
  );
}

const namingRule = ({ labelling }: Results) =>
  labelling.canName
    ? ' A cluster is named after the label of more than half of its labelled training items, if that label is more frequent there than overall; otherwise it is called mixed. The model saw no labels.'
    : '';

function card(summary: ClusterSummary, names: ReadonlyMap<number, string>, kinds: ReadonlyMap<string, MediaKind>, store: MediaStore): Html {
  const { cluster, size, name, labels, words, typical } = summary;
  return html`<article class="card" id="cluster-${cluster}">
    <h3>${isolated(name)} <small>cluster ${cluster + 1} · ${toCounted(size, 'item')}</small></h3>
    ${labels.length > 0 && labelBar(labels)}
    <div class="images">${mediaOf(typical, kinds, 'picture', maxImages, store)}</div>
    <div class="clips">${mediaOf(typical, kinds, 'sound', maxClips, store)}</div>
    ${words.length > 0 && html`<p class="words">${words.map((word) => html`<span>${isolated(word)}</span> `)}</p>`}
    ${labelNote(summary, names)}
  </article>`;
}

/** The shares of the labels as one bar: the largest first, the rest of them together. */
function labelBar(labels: ClusterSummary['labels']): Html {
  const shown = labels.slice(0, maxLabels);
  const rest = labels.slice(maxLabels).reduce((sum, { share }) => sum + share, 0);
  return html`<div class="purity" role="img" aria-label="${shown.map(shareText).join(', ')}">
    ${shown.map((share) => html`<span style="flex-grow:${share.share.toFixed(3)}" title="${shareText(share)}"></span>`)}
    <span class="rest" style="flex-grow:${rest.toFixed(3)}"></span>
  </div>`;
}

function mediaOf(
  previews: readonly Preview[],
  kinds: ReadonlyMap<string, MediaKind>,
  kind: MediaKind,
  max: number,
  store: MediaStore,
): Html[] {
  const modalities = [...kinds].filter(([, other]) => other === kind).map(([modality]) => modality);
  const items = previews.flatMap((preview) =>
    modalities.filter((modality) => modality in preview.media).map((modality) => ({ preview, modality })),
  );
  return items.slice(0, max).map(({ preview, modality }) => mediaElement(store, preview.media[modality], describePreview(preview)));
}

/** "amber 61 %", "amber 3 of 5" */
const shareText = ({ name, count, total }: Share) => `${name} ${toShareOf(count, total)}`;

/** "Labels: amber 61 %, dune 30 %. Other items labelled amber: brook (cluster 3) 12 %." */
function labelNote({ labels, elsewhere }: ClusterSummary, names: ReadonlyMap<number, string>): Html | undefined {
  if (labels.length === 0) return undefined;
  const [first, ...others] = labels;
  const mentioned = [first, ...others.slice(0, maxLabels - 1).filter(({ share }) => share >= minShare)];
  return html`<p class="note">
    Labels: ${listed(mentioned.map(({ name, count, total }) => html`${isolated(name)} ${toShareOf(count, total)}`))}.
    ${
      elsewhere.length > 0 &&
      html`Other items labelled ${isolated(first.name)}:
      ${listed(elsewhere.map(({ cluster, share }) => html`<a href="#cluster-${cluster}">${isolated(nameWithNumber(cluster, names))}</a> ${toShareOf(share.count, share.total)}`))}.`
    }
  </p>`;
}

/** "amber (cluster 3)", or "cluster 3" for a cluster without a name */
function nameWithNumber(cluster: number, names: ReadonlyMap<number, string>): string {
  const [number, name] = [`cluster ${cluster + 1}`, names.get(cluster)];
  return name === undefined || name === number ? number : `${name} (${number})`;
}

const listed = (items: readonly Html[]) => items.map((item, index) => html`${index > 0 && ', '}${item}`);

/** The largest clusters in a row, each shown by an image of a typical item or by its words: the archive at a glance. */
export function clusterStrip(clusters: readonly ClusterSummary[], store: MediaStore): Html {
  const numShown = clusters.length > maxInStrip ? maxInStrip - 1 : maxInStrip;
  const numMore = clusters.length - numShown;
  return html`<ul class="strip" aria-label="The largest clusters">
    ${clusters.slice(0, numShown).map((summary) => stripItem(summary, store))}
    ${numMore > 0 && html`<li class="more"><a href="#clusters">and ${toCounted(numMore, 'more cluster')}</a></li>`}
  </ul>`;
}

function stripItem({ cluster, size, name, typical, words }: ClusterSummary, store: MediaStore): Html {
  const image = typical
    .flatMap((preview) => Object.values(preview.media).map((media) => ({ preview, media })))
    .find(({ media }) => media.kind === 'picture');
  return html`<li>
    <a href="#cluster-${cluster}">
      ${
        image
          ? mediaElement(store, image.media, describePreview(image.preview))
          : html`<span class="in-words">${words.slice(0, 4).join(', ')}</span>`
      }
      <b>${isolated(name)}</b> <small>${toCounted(size, 'item')}</small>
    </a>
  </li>`;
}
