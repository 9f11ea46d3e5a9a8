import { html, type Html } from '../html.ts';
import { extent, linearScale, ticks, type Scale } from './scale.ts';

export interface Line {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  /** a band around the line, one entry per point */
  readonly band?: readonly (readonly [low: number, high: number])[];
  readonly isDashed?: boolean;
}

export interface LinePlotOptions {
  readonly title: string;
  /** alternative text: what the plot shows */
  readonly description: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly lines: readonly Line[];
  readonly yFromZero?: boolean;
  /** x values before which lines are interrupted, each marked by a dotted line */
  readonly breaks?: readonly number[];
  readonly formatX?: (value: number) => string;
  readonly formatY?: (value: number) => string;
}

const width = 460;
const height = 280;
const margin = { left: 50, right: 14, top: 12, bottom: 42 };

/** Lines over a common x axis, with a legend; a note if no line has a point. */
export function linePlot({ title, description, xLabel, yLabel, lines, yFromZero, breaks = [], ...format }: LinePlotOptions): Html {
  const drawn = lines.filter(({ points }) => points.length > 0);
  if (drawn.length === 0) return html`<p class="note">${title}: no values were recorded.</p>`;
  const { formatX = String, formatY = String } = format;
  const points = drawn.flatMap((line) => line.points);
  const xDomain = extent(points.map(([x]) => x));
  const yValues = [...points.map(([, y]) => y), ...drawn.flatMap(({ band = [] }) => band.flat()), ...(yFromZero ? [0] : [])];
  const yDomain = padded(extent(yValues), yFromZero);
  const x = linearScale(xDomain, [margin.left, width - margin.right]);
  const y = linearScale(yDomain, [height - margin.bottom, margin.top]);
  return html`<figure class="plot">
    <figcaption><strong>${title}</strong>${legend(drawn)}</figcaption>
    <svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${`${title}. ${description}`}">
      ${ticks(...yDomain).map((value) => horizontalLine(y(value), formatY(value)))}
      ${ticks(...xDomain).map((value) => verticalTick(x(value), formatX(value)))}
      <text class="axis" x="${(margin.left + width - margin.right) / 2}" y="${height - 4}" text-anchor="middle">${xLabel}</text>
      <text class="axis" transform="translate(12 ${(height - margin.bottom) / 2}) rotate(-90)" text-anchor="middle">${yLabel}</text>
      ${breaks.filter((at) => at > xDomain[0] && at <= xDomain[1]).map((at) => breakLine(x(at - 0.5)))}
      ${drawn.map((line, index) => drawLine(line, index, x, y, breaks, (point) => `${line.name}: ${formatY(point[1])} at ${formatX(point[0])}`))}
    </svg>
  </figure>`;
}

function drawLine(
  { points, band, isDashed }: Line,
  index: number,
  x: Scale,
  y: Scale,
  breaks: readonly number[],
  describe: (point: readonly [number, number]) => string,
) {
  const path = (values: readonly (readonly [number, number])[]) => values.map(([a, b]) => `${toPixel(x(a))} ${toPixel(y(b))}`);
  const shape = band && [
    ...points.map(([a], i) => [a, band[i][1]] as const),
    ...points.map(([a], i) => [a, band[i][0]] as const).reverse(),
  ];
  const line = segments(points, breaks)
    .map((segment) => `M${path(segment).join('L')}`)
    .join('');
  const dots = points.length <= 40 ? points : [points.at(-1)!];
  return html`<g class="line series-${index}">
    ${shape && html`<path class="band" d="M${path(shape).join('L')}Z" />`}
    <path d="${line}" ${isDashed && html`stroke-dasharray="5 4"`} />
    ${dots.map((point) => html`<circle cx="${toPixel(x(point[0]))}" cy="${toPixel(y(point[1]))}" r="2.6"><title>${describe(point)}</title></circle>`)}
  </g>`;
}

type Points = Line['points'];

/** The points between consecutive breaks. */
function segments(points: Points, breaks: readonly number[]): Points[] {
  const starts = [-Infinity, ...breaks, Infinity];
  const between = starts.slice(1).map((end, i) => points.filter(([at]) => at >= starts[i] && at < end));
  return between.filter(({ length }) => length > 0);
}

const breakLine = (at: number) =>
  html`<line class="zero" x1="${toPixel(at)}" x2="${toPixel(at)}" y1="${margin.top}" y2="${height - margin.bottom}" />`;

const legend = (lines: readonly Line[]) =>
  html`<ul class="legend">
    ${lines.map(({ name, isDashed }, index) => html`<li><span class="key series-${index} ${isDashed && 'dashed'}"></span>${name}</li>`)}
  </ul>`;

const horizontalLine = (at: number, label: string) =>
  html`<line class="grid" x1="${margin.left}" x2="${width - margin.right}" y1="${toPixel(at)}" y2="${toPixel(at)}" /><text
      class="tick"
      x="${margin.left - 7}"
      y="${toPixel(at + 4)}"
      text-anchor="end"
    >
      ${label}
    </text>`;

const verticalTick = (at: number, label: string) =>
  html`<text class="tick" x="${toPixel(at)}" y="${height - margin.bottom + 18}" text-anchor="middle">${label}</text>`;

const toPixel = (value: number) => Number(value.toFixed(1));

function padded([low, high]: [number, number], fromZero: boolean | undefined): [number, number] {
  const padding = (high - low || Math.abs(high) || 1) * 0.06;
  return [fromZero && low >= 0 ? 0 : low - padding, high + padding];
}
