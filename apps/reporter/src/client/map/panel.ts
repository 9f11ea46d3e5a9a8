// The parts next to the map: the card of the selected item and the legend.
import { fillMedia } from '../media.ts';
import type { DecodedMap } from './map-data.ts';

/** Shows an item in the card: its images, audio and text, and its name in each colouring. */
export function showItem(card: HTMLElement, { items, colourings }: DecodedMap, index: number): void {
  const { id, place, text, images = [], clips = [] } = items[index];
  card.replaceChildren(
    element('h3', {}, id),
    ...(place ? [element('small', {}, place)] : []),
    ...images.map((name) => element('img', { 'data-media': name, alt: `Image of ${id}` })),
    ...clips.map((name) => element('button', { type: 'button', class: 'clip', 'data-media': name, 'aria-label': `Play ${id}` })),
    ...(text ? [element('blockquote', { class: 'text', dir: 'auto' }, text)] : []),
    descriptions(colourings, index),
  );
  fillMedia(card);
}

function descriptions(colourings: DecodedMap['colourings'], index: number): HTMLElement {
  const list = element('dl', {});
  for (const [name, { names, codes }] of Object.entries(colourings)) {
    if (codes[index] >= 0) list.append(element('dt', {}, name), element('dd', {}, names[codes[index]]));
  }
  return list;
}

/**
 * Fills the legend with a button per name. Pressing one shows only the items of that name, pressing it again shows all.
 *
 * @param onChoose called with the index of the name, or undefined for all
 */
export function fillLegend(
  legend: HTMLElement,
  names: readonly string[],
  colours: readonly string[],
  onChoose: (code: number | undefined) => void,
): void {
  let chosen: number | undefined;
  const buttons = names.map((name, code) => {
    const button = element('button', { type: 'button', 'aria-pressed': 'false' }, name);
    const swatch = element('i', {});
    swatch.style.background = colours[code];
    button.prepend(swatch);
    button.addEventListener('click', () => {
      chosen = chosen === code ? undefined : code;
      buttons.forEach((other, index) => other.setAttribute('aria-pressed', String(index === chosen)));
      onChoose(chosen);
    });
    return button;
  });
  legend.replaceChildren(...buttons);
}

function element(name: string, attributes: Readonly<Record<string, string>>, text?: string): HTMLElement {
  const created = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) created.setAttribute(key, value);
  if (text !== undefined) created.textContent = text;
  return created;
}
