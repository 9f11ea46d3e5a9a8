// The page as a reader sees it: in a real Chromium, light and dark, wide and narrow. Its script is `page.ts` of
// src/client with `media.ts` and, for the map, `map.ts`, `drawing.ts`, `panel.ts` and `pointer.ts`.
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { mmaeReport } from '../main.ts';
import { recordingStreams } from '@mmae/command-line/recording-streams.test.support';
import { syntheticRun } from '../synthetic-folder.test.support.ts';

const executablePath = process.env.MMAE_CHROMIUM ?? '/usr/bin/chromium';
const isRequired = process.env.MMAE_REQUIRE_CHROMIUM === '1';
const args = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'];

const inChromium = isRequired || existsSync(executablePath) ? describe : describe.skip;

inChromium(`the page in ${executablePath} (skipped if it is missing, unless MMAE_REQUIRE_CHROMIUM=1)`, () => {
  let browser: Browser;
  let file: string;
  beforeAll(async () => {
    const folder = await syntheticRun({ numTrain: 64, numTest: 60, numPreviews: 40 });
    await mmaeReport([folder, '--draws', '50'], recordingStreams());
    file = join(folder, 'report.html');
    browser = await chromium.launch({ executablePath, args });
  });
  afterAll(() => browser?.close());

  /** Opens the page and records errors and requests. */
  async function open(colorScheme: 'light' | 'dark', width: number): Promise<{ page: Page; problems: string[] }> {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 }, reducedMotion: 'reduce' });
    const page = await context.newPage();
    const problems: string[] = [];
    page.on('console', (message) => problems.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => problems.push(`error: ${error.message}`));
    page.on('request', (request) => {
      if (!/^(data|file):/.test(request.url())) problems.push(`request: ${request.url()}`);
    });
    await page.goto(pathToFileURL(file).href);
    await page.waitForSelector('canvas[data-drawn]');
    return { page, problems };
  }

  test.each([
    ['light', 1440],
    ['dark', 1440],
    ['light', 390],
    ['dark', 390],
  ] as const)('%s, %i pixels wide: no error, no request, nothing wider than the screen', async (scheme, width) => {
    const { page, problems } = await open(scheme, width);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    await page.waitForTimeout(100);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test('no plot is empty, no image broken, every section present', async () => {
    const { page } = await open('light', 1200);
    const plots = await page.$$eval('.plot', (all) => all.map((plot) => plot.querySelectorAll('path, circle, .fill').length));
    expect(plots.length).toBeGreaterThanOrEqual(7);
    expect(Math.min(...plots)).toBeGreaterThan(0);
    const broken = await page.$$eval('img', (all) =>
      all.filter((image) => !(image as { naturalWidth: number }).naturalWidth && (image as { complete: boolean }).complete),
    );
    expect(broken).toEqual([]);
    const sections = await page.$$eval('section', (all) => all.map(({ id }) => id));
    expect(sections).toEqual(
      'map clusters search tags reconstructions scores parts missing controls training data contents settings'.split(' '),
    );
    await page.context().close();
  });

  test('the map is drawn in many colours, reacts to arrow keys and shows a single label', async () => {
    const { page } = await open('light', 1200);
    const numHues = () =>
      page.$eval('canvas', (canvas) => {
        const { width, height, getContext } = canvas as unknown as { width: number; height: number; getContext: unknown };
        const context = (
          getContext as (this: unknown, kind: string) => { getImageData(...box: number[]): { data: Uint8ClampedArray } }
        ).call(canvas, '2d');
        const { data } = context.getImageData(0, 0, width, height);
        const seen = new Set<number>();
        for (let i = 0; i < data.length; i += 4) {
          const [r, g, b, alpha] = data.subarray(i, i + 4);
          const hue = Math.atan2(Math.sqrt(3) * (g - b), 2 * r - g - b);
          if (alpha > 200 && Math.max(r, g, b) - Math.min(r, g, b) > 60) seen.add(Math.round((hue * 15) / Math.PI)); // names are grey, inactive dots faint
        }
        return seen.size;
      });
    expect(await numHues()).toBeGreaterThanOrEqual(8);
    await page.focus('.map canvas');
    const shown = new Set<string | null>();
    for (const key of ['ArrowUp', 'ArrowUp', 'ArrowRight', 'ArrowDown', 'ArrowLeft']) {
      await page.keyboard.press(key);
      shown.add(await page.textContent('.map-card h3'));
    }
    expect([...shown].every((id) => /^s\d+$/.test(id!))).toBe(true);
    expect(shown.size).toBeGreaterThan(1);
    await page.click('.map-legend button:first-child');
    await page.waitForTimeout(100);
    expect(await numHues()).toBeLessThan(4);
    await page.selectOption('[name=colour]', 'modalities present');
    expect(await page.$$eval('.map-legend button', (all) => all.map(({ textContent }) => textContent))).toContain('audio + image + text');
    await page.context().close();
  });

  test('the map zooms with Ctrl and the wheel, moves when dragged, and is shown whole again by a button', async () => {
    const { page } = await open('light', 1200);
    const canvas = page.locator('.map canvas');
    await canvas.scrollIntoViewIfNeeded();
    const drawn = async () => {
      await page.waitForTimeout(100);
      return canvas.evaluate((element) => (element as unknown as { toDataURL(): string }).toDataURL());
    };
    const whole = await drawn();
    const { x, y, width, height } = (await canvas.boundingBox())!;
    const wheel = `{ deltaY: -300, ctrlKey: true, cancelable: true, clientX: ${x + width / 2}, clientY: ${y + height / 2} }`;
    await page.evaluate(`document.querySelector('.map canvas').dispatchEvent(new WheelEvent('wheel', ${wheel}))`);
    const zoomed = await drawn();
    expect(zoomed === whole).toBe(false);
    await page.mouse.move(x + 20, y + 20);
    await page.mouse.down();
    await page.mouse.move(x + 60, y + 50, { steps: 4 });
    const moved = await drawn();
    expect(moved === zoomed).toBe(false);
    await page.mouse.up();
    await page.evaluate(`document.querySelector('[data-zoom=reset]').click()`); // the mouse would select other dots on its way
    expect((await drawn()) === whole).toBe(true);
    await page.context().close();
  });

  test('audio plays on a click, and its waveform is drawn', async () => {
    const { page } = await open('light', 1200);
    const button = page.locator('.card .clip').first();
    await button.scrollIntoViewIfNeeded();
    await button.locator('rect').nth(39).waitFor({ state: 'attached' });
    await button.click();
    expect(await button.getAttribute('class')).toContain('playing');
    await page.context().close();
  });

  test('for screen readers every image and plot has a text, and heading levels do not jump', async () => {
    const { page } = await open('light', 1200);
    expect(await page.$$eval('img:not([alt]), svg[role=img]:not([aria-label]), canvas:not([aria-label])', (all) => all.length)).toBe(0);
    const levels = await page.$$eval('h1, h2, h3', (all) => all.map(({ tagName }) => Number(tagName[1])));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels.every((level, index) => index === 0 || level - levels[index - 1] <= 1)).toBe(true);
    await page.context().close();
  });

  test('text has enough contrast with its background, in light and dark', async () => {
    for (const scheme of ['light', 'dark'] as const) {
      const { page } = await open(scheme, 1200);
      const contrasts = (await page.evaluate(contrastOfTexts)) as number[];
      expect(Math.min(...contrasts)).toBeGreaterThanOrEqual(4.5);
      await page.context().close();
    }
  });

  test('the file is small', () => {
    expect(statSync(file).size).toBeLessThan(1_500_000);
  });
});

/** WCAG contrasts of the page's text colours with its background colours; runs in the page. */
const contrastOfTexts = `(() => {
  const style = getComputedStyle(document.documentElement);
  const luminance = (name) => {
    const [r, g, b] = style.getPropertyValue(name).trim().match(/[0-9a-f]{2}/gi).map((hex) => parseInt(hex, 16) / 255);
    const linear = (c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  };
  const backgrounds = ['--paper', '--surface', '--sunken'].map(luminance);
  return ['--ink', '--muted', '--accent', '--good', '--bad'].map(luminance).flatMap((text) =>
    backgrounds.map((background) => (Math.max(text, background) + 0.05) / (Math.min(text, background) + 0.05)),
  );
})()`;
