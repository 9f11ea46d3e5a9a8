import type { Results } from '@mmae/scoring';
import type { MapData } from '../../client/map/map-data.ts';
import { html, jsonScript } from '../html.ts';
import { toCount } from '../numbers.ts';
import { section, type Section } from '../section.ts';

/** The map of the joint embedding, for pointer and keyboard. Undefined if there are too few items for one. */
export function mapSection({ run }: Results, data: MapData | undefined): Section | undefined {
  if (!data) return undefined;
  const sampled =
    data.items.length < run.samples.length ? ` ${toCount(data.items.length)} of ${toCount(run.samples.length)} items are shown.` : '';
  const options = (names: readonly string[]) => names.map((name) => html`<option>${name}</option>`);
  return section(
    'map',
    'Map',
    `Each dot is an item; items that the model finds similar are close together. UMAP keeps neighbours together, but the distance between distant clusters means little. PCA preserves distances, but only along two directions.${sampled}`,
    html`<div class="map">
      <div class="map-tools">
        <label
          >Layout
          <select name="layout">
            ${options(Object.keys(data.layouts))}
          </select></label
        >
        <label
          >Colour by
          <select name="colour">
            ${options(Object.keys(data.colourings))}
          </select></label
        >
        <span>
          <button type="button" data-zoom="in" aria-label="Zoom in">+</button>
          <button type="button" data-zoom="out" aria-label="Zoom out">−</button>
          <button type="button" data-zoom="reset">Show all</button>
        </span>
        <span class="note">Click a dot to play its audio. Arrow keys move between dots, Enter plays. Ctrl + wheel zooms.</span>
      </div>
      <div class="map-canvas">
        <canvas tabindex="0" role="application" aria-label="Map of ${data.items.length} items. Arrow keys move between items."></canvas>
      </div>
      <div class="map-card" aria-live="polite"><p class="note">Point at a dot to see its item.</p></div>
      <div class="map-legend" role="group" aria-label="Show only one colour"></div>
    </div>`,
    jsonScript('map-data', data),
  );
}
