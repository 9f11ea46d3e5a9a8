import { element } from './map-card.js';

/** A button a name, with its colour; a pressed one shows that colour alone, pressed again all. */
export function fillLegend(legend, names, palette, onChoose) {
  let chosen;
  const buttons = names.map((name, code) => {
    const button = element('button', { type: 'button', 'aria-pressed': 'false' }, name);
    const swatch = element('i', {});
    swatch.style.background = palette[code];
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
