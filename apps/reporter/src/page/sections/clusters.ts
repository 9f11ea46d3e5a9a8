import type { Preview } from '@mmae/run-folder';
import type { Results } from '@mmae/scoring';
import type { ClusterSummary, Share } from '../../findings/clusters.ts';
import { mediaKinds, type MediaKind } from '../../findings/media-kinds.ts';
import { html, named, type Html } from '../html.ts';
import { describePreview, mediaElement, type MediaStore } from '../media-store.ts';
import { toCounted, toShareOf } from '../numbers.ts';
import { section, type Section } from '../section.ts';

const maxCards = 60;
const maxPictures = 6;
const maxSounds = 2;

/** A card a cluster: what it holds, looks like, sounds like and is confused with. */
export function clusterSection(results: Results, clusters: readonly ClusterSummary[], store: MediaStore): Section {
  const names = new Map(clusters.map((summary) => [summary.cluster, summary.name]));
  const kinds = mediaKinds(results.run.previews);
  const rest = clusters.length > maxCards ? ` The ${maxCards} largest of ${clusters.length} are shown.` : '';
  return section(
    'clusters',
    'The clusters',
    `What lies together in the joint embedding, the largest cluster first.${naming(results)}${rest}`,
    html`<div class="cards">${clusters.slice(0, maxCards).map((summary) => card(summary, names, kinds, store))}</div>`,
  );
}

const naming = ({ labelling }: Results) =>
  labelling.names
    ? ' A cluster is called by the label that more than half of its labelled training items have, and a larger share of them than of all; else it is mixed. The model saw no label.'
    : '';

function card(summary: ClusterSummary, names: ReadonlyMap<number, string>, kinds: ReadonlyMap<string, MediaKind>, store: MediaStore): Html {
  const { cluster, size, name, labels, words, typical } = summary;
  return html`<article class="card" id="cluster-${cluster}">
    <h3>${named(name)} <small>cluster ${cluster + 1} · ${toCounted(size, 'item')}</small></h3>
    ${labels.length > 0 && purity(labels)}
    <div class="images">${mediaOf(typical, kinds, 'picture', maxPictures, store)}</div>
    <div class="clips">${mediaOf(typical, kinds, 'sound', maxSounds, store)}</div>
    ${words.length > 0 && html`<p class="words">${words.map((word) => html`<span>${named(word)}</span> `)}</p>`}
    ${confusion(summary, names)}
  </article>`;
}

/** The shares of the labels as one bar. */
const purity = (labels: ClusterSummary['labels']) =>
  html`<div class="purity" role="img" aria-label="${labels.slice(0, 4).map(shareText).join(', ')}">
    ${labels.slice(0, 4).map((share) => html`<span style="flex-grow:${share.share.toFixed(3)}" title="${shareText(share)}"></span>`)}
    <span
      class="rest"
      style="flex-grow:${labels
        .slice(4)
        .reduce((sum, { share }) => sum + share, 0)
        .toFixed(3)}"
    ></span>
  </div>`;

function mediaOf(
  previews: readonly Preview[],
  kinds: ReadonlyMap<string, MediaKind>,
  kind: MediaKind,
  most: number,
  store: MediaStore,
): Html[] {
  const modalities = [...kinds].filter(([, other]) => other === kind).map(([modality]) => modality);
  const items = previews.flatMap((preview) =>
    modalities.filter((modality) => modality in preview.media).map((modality) => ({ preview, modality })),
  );
  return items.slice(0, most).map(({ preview, modality }) => mediaElement(store, preview.media[modality], describePreview(preview)));
}

/** "amber 61 %", "amber 3 of 5" */
const shareText = ({ name, count, total }: Share) => `${name} ${toShareOf(count, total)}`;

function confusion({ labels, elsewhere }: ClusterSummary, names: ReadonlyMap<number, string>): Html | undefined {
  if (labels.length === 0) return undefined;
  const [first, ...others] = labels;
  const further = others.slice(0, 3).filter(({ share }) => share >= 0.02);
  return html`<p class="note">
    ${toShareOf(first.count, first.total)} labelled items:
    ${named(first.name)}${further.length > 0 && html`; also ${listed(further.map(({ name, count, total }) => html`${named(name)} ${toShareOf(count, total)}`))}`}.
    ${
      elsewhere.length > 0 &&
      html`Other items with the label ${named(first.name)} are in
      ${listed(elsewhere.map(({ cluster, share }) => html`<a href="#cluster-${cluster}">${named(placeName(cluster, names))}</a> ${toShareOf(share.count, share.total)}`))}.`
    }
  </p>`;
}

/** "amber (cluster 3)", or its number alone. */
function placeName(cluster: number, names: ReadonlyMap<number, string>): string {
  const [number, name] = [`cluster ${cluster + 1}`, names.get(cluster)];
  return name === undefined || name === number ? number : `${name} (${number})`;
}

const listed = (items: readonly Html[]) => items.map((item, index) => html`${index > 0 && ', '}${item}`);
