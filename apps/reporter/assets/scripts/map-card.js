/* global document */
import { fillMedia } from './media.js';

/** Shows an item beside the map: its picture, sound and text, and what it is coloured by. */
export function showItem(card, { items, colourings }, index) {
  const { id, text, pictures = [], sounds = [] } = items[index];
  card.replaceChildren(
    element('h3', {}, id),
    ...pictures.map((name) => element('img', { 'data-media': name, alt: `Picture of ${id}` })),
    ...sounds.map((name) => element('button', { type: 'button', class: 'sound', 'data-media': name, 'aria-label': `Play ${id}` })),
    ...(text ? [element('blockquote', { class: 'text', dir: 'auto' }, text)] : []),
    facts(colourings, index),
  );
  fillMedia(card);
}

function facts(colourings, index) {
  const list = element('dl', {});
  for (const [name, { names, codes }] of Object.entries(colourings)) {
    if (codes[index] >= 0) list.append(element('dt', {}, name), element('dd', {}, names[codes[index]]));
  }
  return list;
}

export function element(name, attributes, text) {
  const created = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) created.setAttribute(key, value);
  if (text !== undefined) created.textContent = text;
  return created;
}
