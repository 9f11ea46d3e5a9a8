/** The seconds of one task at several numbers of samples. */
export interface Course {
  readonly name: string;
  readonly points: readonly { readonly numSamples: number; readonly seconds: number }[];
}

const [width, height, left, top, right, bottom] = [860, 480, 64, 16, 220, 44];
const colours = ['#0b6e99', '#c4501b', '#4b7f1e', '#1d1d1d', '#8a3ea8', '#b8860b', '#c2185b', '#00796b'];

/**
 * An SVG with two logarithmic axes and one line per task; linear cost is parallel to the grey lines.
 *
 * @param caption where and when it was measured
 */
export function toSvg(courses: readonly Course[], caption: string): string {
  const all = courses.flatMap(({ points }) => points);
  const x = axis(powersAround(all.map(({ numSamples }) => numSamples)), left, width - right);
  const y = axis(powersAround(all.map(({ seconds }) => seconds)), height - bottom, top);
  const names = spreadOut(courses.map(({ points }) => y.at(points.at(-1)!.seconds)));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="13">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...x.ticks.map(
      (tick) =>
        line([x.at(tick), top], [x.at(tick), height - bottom]) +
        text(x.at(tick), height - bottom + 18, tick.toLocaleString('en'), 'middle'),
    ),
    ...y.ticks.map((tick) => line([left, y.at(tick)], [width - right, y.at(tick)]) + text(left - 8, y.at(tick) + 4, `${tick} s`, 'end')),
    text((left + width - right) / 2, height - 8, `samples · ${caption}`, 'middle'),
    ...proportions(x, y),
    ...courses.map((course, i) => drawn(course, colours[i % colours.length], names[i], { x, y })),
    '</svg>\n',
  ].join('\n');
}

interface Axis {
  readonly ticks: readonly number[];
  at(value: number): number;
}

function axis(ticks: readonly number[], from: number, to: number): Axis {
  const [first, last] = [Math.log10(ticks[0]), Math.log10(ticks.at(-1)!)];
  return { ticks, at: (value) => from + ((Math.log10(value) - first) / (last - first)) * (to - from) };
}

/** The powers of ten that enclose all values. */
function powersAround(values: readonly number[]): number[] {
  const [first, last] = [Math.floor(Math.log10(Math.min(...values))), Math.ceil(Math.log10(Math.max(...values)))];
  return Array.from({ length: Math.max(last - first, 1) + 1 }, (_, i) => Number(`1e${first + i}`));
}

/** Grey lines of linear cost, one through each tick of seconds. */
function proportions(x: Axis, y: Axis): string[] {
  const [first, last] = [x.ticks[0], x.ticks.at(-1)!];
  return y.ticks.flatMap((seconds) => {
    const most = Math.min(last, (first * y.ticks.at(-1)!) / seconds);
    return most > first ? [line([x.at(first), y.at(seconds)], [x.at(most), y.at((seconds * most) / first)], '#e4e4e4', '4 4')] : [];
  });
}

function drawn({ name, points }: Course, colour: string, nameAt: number, { x, y }: { x: Axis; y: Axis }): string {
  const places = points.map(({ numSamples, seconds }) => [x.at(numSamples), y.at(seconds)]);
  const dots = places.map(([cx, cy]) => `<circle cx="${round(cx)}" cy="${round(cy)}" r="3.5" fill="${colour}"/>`).join('');
  const course = `<polyline fill="none" stroke="${colour}" stroke-width="2" points="${places.map((place) => place.map(round).join(',')).join(' ')}"/>`;
  const [endX, endY] = places.at(-1)!;
  const leader = line([endX, endY], [width - right + 12, nameAt], colour, '1 3');
  return course + dots + leader + `<text x="${width - right + 16}" y="${round(nameAt + 4)}" fill="${colour}">${name}</text>`;
}

/** Heights moved down until no two names touch, in their order from the top. */
function spreadOut(heights: readonly number[]): number[] {
  const moved = [...heights];
  const order = [...heights.keys()].sort((a, b) => heights[a] - heights[b]);
  order.slice(1).forEach((index, i) => (moved[index] = Math.max(moved[index], moved[order[i]] + 17)));
  return moved;
}

const round = (value: number) => Math.round(value * 10) / 10;

function line([x1, y1]: readonly number[], [x2, y2]: readonly number[], colour = '#ccc', dashes = 'none'): string {
  return `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" stroke="${colour}" stroke-dasharray="${dashes}"/>`;
}

function text(x: number, y: number, content: string, anchor: string): string {
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" fill="#333">${content}</text>`;
}
