import type { Results } from '@mmae/scoring';
import type { MapData } from '../../client/map/map-data.ts';
import { html, jsonScript } from '../html.ts';
import { toCount } from '../numbers.ts';
import { section, type Section } from '../section.ts';

/** The map of the joint embedding, for pointer and keyboard. Undefined where there are too few items for one. */
export function mapSection({ run }: Results, data: MapData | undefined): Section | undefined {
  if (!data) return undefined;
  const sampled =
    data.items.length < run.samples.length ? ` It shows ${toCount(data.items.length)} of ${toCount(run.samples.length)} items.` : '';
  const options = (names: readonly string[]) => names.map((name) => html`<option>${name}</option>`);
  return section(
    'map',
    'The map',
    `Every dot is an item; what the model finds alike lies close together. UMAP keeps neighbours together, but says little by the distance between far groups; PCA is true to distances, but only in two directions.${sampled}`,
    html`<div class="map">
      <div class="map-tools">
        <label
          >layout
          <select name="layout">
            ${options(Object.keys(data.layouts))}
          </select></label
        >
        <label
          >coloured by
          <select name="colour">
            ${options(Object.keys(data.colourings))}
          </select></label
        >
        <span>
          <button type="button" data-zoom="in" aria-label="Zoom in">+</button>
          <button type="button" data-zoom="out" aria-label="Zoom out">−</button>
          <button type="button" data-zoom="reset">whole map</button>
        </span>
        <span class="note">Click plays the sound. Arrow keys go from dot to dot, Enter plays.</span>
      </div>
      <div class="map-canvas">
        <canvas tabindex="0" role="application" aria-label="Map of ${data.items.length} items. Arrow keys go from item to item."></canvas>
      </div>
      <div class="map-card" aria-live="polite"><p class="note">Point at a dot to see what it is.</p></div>
      <div class="map-legend" role="group" aria-label="Show one colour only"></div>
    </div>`,
    jsonScript('map-data', data),
  );
}
