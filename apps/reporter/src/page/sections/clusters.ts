import type { Preview } from '@mmae/run-folder';
import type { ClusterSummary } from '../../findings/clusters.ts';
import { mediaKinds, type MediaKind } from '../../findings/media-kinds.ts';
import type { Results } from '../../results.ts';
import { html, type Html } from '../html.ts';
import { describePreview, mediaElement, type MediaStore } from '../media-store.ts';
import { toCounted, toPercent } from '../numbers.ts';
import { section, type Section } from '../section.ts';

const maxCards = 60;
const maxPictures = 6;
const maxSounds = 2;

/** A card a cluster: what it holds, looks like, sounds like and is confused with. */
export function clusterSection(results: Results, clusters: readonly ClusterSummary[], store: MediaStore): Section {
  const names = new Map(clusters.map((summary) => [summary.cluster, clusterName(summary)]));
  const kinds = mediaKinds(results.run.previews);
  const rest = clusters.length > maxCards ? ` The ${maxCards} largest of ${clusters.length} are shown.` : '';
  return section(
    'clusters',
    'The groups',
    `What lies together in the joint embedding, the largest group first. A group is called by the label that most of its items have; the model saw none of them.${rest}`,
    html`<div class="cards">${clusters.slice(0, maxCards).map((summary) => card(summary, names, kinds, store))}</div>`,
  );
}

/** The label that most of its items have. */
export const clusterName = ({ cluster, labels }: ClusterSummary) => labels[0]?.name ?? `group ${cluster + 1}`;

function card(summary: ClusterSummary, names: ReadonlyMap<number, string>, kinds: ReadonlyMap<string, MediaKind>, store: MediaStore): Html {
  const { cluster, size, labels, words, typical } = summary;
  return html`<article class="card" id="cluster-${cluster}">
    <h3>${clusterName(summary)} <small>group ${cluster + 1} · ${toCounted(size, 'item')}</small></h3>
    ${labels.length > 0 && purity(labels)}
    <div class="pictures">${mediaOf(typical, kinds, 'picture', maxPictures, store)}</div>
    <div class="sounds">${mediaOf(typical, kinds, 'sound', maxSounds, store)}</div>
    ${words.length > 0 && html`<p class="words">${words.map((word) => html`<span>${word}</span> `)}</p>`} ${confusion(summary, names)}
  </article>`;
}

/** The shares of the labels as one bar. */
const purity = (labels: ClusterSummary['labels']) =>
  html`<div
    class="purity"
    role="img"
    aria-label="${labels
      .slice(0, 4)
      .map(({ name, share }) => `${name} ${toPercent(share)}`)
      .join(', ')}"
  >
    ${labels.slice(0, 4).map(({ name, share }) => html`<span style="flex-grow:${share.toFixed(3)}" title="${name} ${toPercent(share)}"></span>`)}
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

function confusion({ labels, elsewhere }: ClusterSummary, names: ReadonlyMap<number, string>): Html | undefined {
  if (labels.length === 0) return undefined;
  const others = labels.slice(1, 4).filter(({ share }) => share >= 0.02);
  return html`<p class="note">
    ${toPercent(labels[0].share)}
    ${labels[0].name}${others.length > 0 && html`; also ${others.map(({ name, share }) => `${name} ${toPercent(share)}`).join(', ')}`}.
    ${
      elsewhere.length > 0 &&
      html`Other items with the label ${labels[0].name} are in
      ${elsewhere.map(
        ({ cluster, share }, index) =>
          html`${index > 0 && ', '}<a href="#cluster-${cluster}">${names.get(cluster) ?? `group ${cluster + 1}`} (group ${cluster + 1})</a>
            ${toPercent(share)}`,
      )}.`
    }
  </p>`;
}
