import type { Interval } from '@mmae/run-folder';
import { html, type Html } from '../html.ts';

export interface Bar {
  readonly name: string;
  readonly value: number;
  readonly interval?: Interval;
  /** the main method, highlighted */
  readonly isMain?: boolean;
}

export interface BarsOptions {
  readonly bars: readonly Bar[];
  readonly format: (value: number) => string;
  /** chance level, a dotted line across all bars */
  readonly chance?: number;
  /** value at the right end, 1 by default */
  readonly max?: number;
}

/** Horizontal bars from 0, with intervals as whiskers. HTML rather than SVG, so that names wrap and scale with the page. */
export function barPlot({ bars, format, chance, max = 1 }: BarsOptions): Html {
  const share = (value: number) => `${(100 * Math.min(1, Math.max(0, value / max))).toFixed(1)}%`;
  return html`<dl class="bars" ${chance !== undefined && html`style="--chance:${share(chance)}"`}>
    ${bars.map(
      ({ name, value, interval, isMain }) =>
        html`<div class="${isMain && 'main'}">
          <dt>${name}</dt>
          <dd>
            <span class="track" aria-hidden="true">
              <span class="fill" style="width:${share(value)}"></span>
              ${interval && html`<span class="whisker" style="left:${share(interval[0])};right:calc(100% - ${share(interval[1])})"></span>`}
              ${chance !== undefined && html`<span class="chance"></span>`}
            </span>
            <span class="value">${format(value)}</span>
          </dd>
        </div>`,
    )}
  </dl>`;
}
