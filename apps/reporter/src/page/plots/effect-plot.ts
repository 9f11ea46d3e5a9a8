import type { Difference } from '@mmae/run-folder';
import { html, type Html } from '../html.ts';
import { extent, linearScale, ticks } from './scale.ts';

export interface Effect {
  readonly name: string;
  readonly difference: Difference;
}

const width = 460;
const margin = { left: 150, right: 16, top: 8, bottom: 40 };
const rowHeight = 30;

/** Differences with their intervals, and a line at 0. A dot is filled if the interval excludes 0. */
export function effectPlot(title: string, effects: readonly Effect[], format: (value: number) => string): Html {
  const height = margin.top + margin.bottom + effects.length * rowHeight;
  const domain = extent([0, ...effects.flatMap(({ difference }) => [...difference.interval, difference.value])]);
  const x = linearScale(domain[0] === domain[1] ? [-0.1, 0.1] : domain, [margin.left + 6, width - margin.right]);
  const description = effects.map(({ name, difference }) => `${name} ${format(difference.value)}`).join('; ');
  return html`<figure class="plot">
    <figcaption><strong>${title}</strong></figcaption>
    <svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${`${title}: ${description}`}">
      ${ticks(...domain).map(
        (value) => html`<text class="tick" x="${x(value).toFixed(1)}" y="${height - 20}" text-anchor="middle">${format(value)}</text>`,
      )}
      <line class="zero" x1="${x(0).toFixed(1)}" x2="${x(0).toFixed(1)}" y1="${margin.top}" y2="${height - margin.bottom}" />
      ${effects.map((effect, index) => effectRow(effect, margin.top + (index + 0.5) * rowHeight, x, format))}
      <text class="axis" x="${(margin.left + width) / 2}" y="${height - 3}" text-anchor="middle">difference with 95 % interval</text>
    </svg>
  </figure>`;
}

function effectRow({ name, difference }: Effect, y: number, x: (value: number) => number, format: (value: number) => string): Html {
  const { value, interval, pValue } = difference;
  const [low, high] = interval.map((end) => x(end).toFixed(1));
  const isSignificant = interval[0] > 0 || interval[1] < 0;
  return html`<g class="effect">
    <text class="tick" x="${margin.left - 10}" y="${y + 4}" text-anchor="end">${name}</text>
    <line x1="${low}" x2="${high}" y1="${y}" y2="${y}" />
    <circle cx="${x(value).toFixed(1)}" cy="${y}" r="4.5" class="${isSignificant ? 'significant' : 'unclear'}">
      <title>${name}: ${format(value)} (${format(interval[0])} to ${format(interval[1])}), p = ${pValue.toPrecision(2)}</title>
    </circle>
  </g>`;
}
