import { barPlot } from './bars.ts';
import { effectPlot } from './effect-plot.ts';
import { linePlot } from './line-plot.ts';
import { extent, linearScale, ticks } from './scale.ts';

test('a scale maps ends to ends, also in reverse, and a single value to the middle', () => {
  const scale = linearScale([10, 20], [100, 0]);
  expect([10, 15, 20].map(scale)).toEqual([100, 50, 0]);
  expect(linearScale([3, 3], [0, 10])(3)).toBe(5);
});

test('ticks are round and within the range', () => {
  expect(ticks(0.03, 0.98)).toEqual([0.2, 0.4, 0.6, 0.8]);
  expect(ticks(-7, 12)).toEqual([-5, 0, 5, 10]);
  expect(() => extent([])).toThrow('expected at least one value');
});

test('a line passes through its points, larger values higher, and names are escaped', () => {
  const points = [
    [0, 1],
    [1, 3],
  ] as const;
  const { markup } = linePlot({ title: 't', description: 'd', xLabel: 'x', yLabel: 'y', lines: [{ name: 'a <b>', points }] });
  const [, x0, y0, x1, y1] = /<path d="M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)"/.exec(markup)!.map(Number);
  expect(x1).toBeGreaterThan(x0);
  expect(y1).toBeLessThan(y0);
  expect(markup).toContain('a &lt;b&gt;');
});

test('a line is interrupted at a break, which is marked', () => {
  const points = [1, 2, 3, 4].map((at) => [at, at] as const);
  const { markup } = linePlot({ title: 't', description: 'd', xLabel: 'x', yLabel: 'y', lines: [{ name: 'a', points }], breaks: [3] });
  const [, path] = /<path d="(M[^"]+)"/.exec(markup)!;
  expect(path.split('M').map((piece) => piece.split('L').length)).toEqual([1, 2, 2]);
  expect(markup.match(/class="zero"/g)).toHaveLength(1);
});

test('a plot without values is a note', () => {
  const { markup } = linePlot({ title: 'loss', description: '', xLabel: '', yLabel: '', lines: [{ name: 'a', points: [] }] });
  expect(markup).toBe('<p class="note">loss: no values were recorded.</p>');
});

test('a bar is as long as its value, and its whisker spans the interval', () => {
  const { markup } = barPlot({ bars: [{ name: 'a', value: 0.4, interval: [0.3, 0.55], isMain: true }], format: String, chance: 0.1 });
  expect(markup).toContain('width:40.0%');
  expect(markup).toContain('left:30.0%;right:calc(100% - 55.0%)');
  expect(markup).toContain('--chance:10.0%');
});

test('an effect whose interval contains 0 is not filled', () => {
  const effect = (value: number, low: number, high: number) => ({
    name: `${value}`,
    difference: { value, interval: [low, high] as const, pValue: 0.5 },
  });
  const { markup } = effectPlot('t', [effect(0.2, 0.1, 0.3), effect(0.05, -0.1, 0.2)], String);
  expect([...markup.matchAll(/class="(significant|unclear)"/g)].map(([, name]) => name)).toEqual(['significant', 'unclear']);
});
