import type { Interval } from '@mmae/run-folder';
import { html, type Html } from '../html.ts';

export interface Bar {
  readonly name: string;
  readonly value: number;
  readonly interval?: Interval;
  /** the one the others are compared with */
  readonly isMain?: boolean;
}

export interface BarsOptions {
  readonly bars: readonly Bar[];
  readonly format: (value: number) => string;
  /** the value of a guess, as a line across all bars */
  readonly chance?: number;
  /** where the bars end on the right; 1 where it is not given */
  readonly full?: number;
}

/** Horizontal bars from 0, one a method, with the interval as a whisker. Text, so that it wraps and scales with the page. */
export function barPlot({ bars, format, chance, full = 1 }: BarsOptions): Html {
  const share = (value: number) => `${(100 * Math.min(1, Math.max(0, value / full))).toFixed(1)}%`;
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
