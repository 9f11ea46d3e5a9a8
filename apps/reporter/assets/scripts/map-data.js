/* global document, atob */

/**
 * The map as the page holds it: `items` (id, text, picture, sound), `layouts` by name (`x` and `y` from 0 to 1), and `colourings`
 * by name (`names`, and for each item the place of its own, −1 for none).
 */
export function readMap() {
  const { items, layouts, colourings } = JSON.parse(document.getElementById('map-data').textContent);
  return { items, layouts: Object.fromEntries(Object.entries(layouts).map(([name, text]) => [name, toPlaces(text)])), colourings };
}

/** Base64 of pairs of 16-bit numbers, little-endian. */
function toPlaces(text) {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  const at = (index) => view.getUint16(2 * index, true) / 65535;
  return Array.from({ length: bytes.length / 4 }, (_, index) => ({ x: at(2 * index), y: at(2 * index + 1) }));
}
