// How long the page of an archive takes until its first screen shows samples, in Chromium, and until 200,000 points are drawn on its map:
//   node --import ../../tools/run-sources/register.mjs ../archive-store/scale/synthetic-archive.ts FOLDER
//   node --import ../../tools/run-sources/register.mjs scale/first-screen.ts FOLDER [PICTURE.png]
import { openSearch } from '@mmae/archive-search';
import { serveArchive } from '@mmae/archive-server';
import { openArchive } from '@mmae/archive-store';
import { chromium, type Page } from 'playwright-core';
import { pageFolder } from '../src/index.ts';

const [folder, picture] = process.argv.slice(2);
if (!folder) throw new Error('first-screen: expected a folder, got none.');
const archive = openArchive(folder);
const onError = (error: Error) => report(error.stack ?? error.message);
const server = await serveArchive({ archive, search: openSearch(archive), pageFolder: await pageFolder(), onError }, { port: 0 });
const browser = await chromium.launch({
  executablePath: process.env.MMAE_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
});

for (const [path, shown] of [
  ['/', 'document.querySelectorAll("article.card").length > 0'],
  ['/?q=word7', 'document.querySelectorAll("article.card").length > 0'],
  ['/clusters', 'document.querySelectorAll("article.card").length > 0'],
  ['/review', 'document.querySelector("main img, main .still") !== null'],
  ['/map', 'document.querySelector(".legend li") !== null'],
] as const) {
  const times: number[] = [];
  for (let i = 0; i < 4; i++) times.push(await timeUntil(path, shown));
  const [first, ...others] = times as [number, ...number[]];
  report(`${path.padEnd(12)} first ${first.toFixed(0)} ms, then ${others.map((ms) => ms.toFixed(0)).join(', ')} ms`);
}
const page = await open('/map');
await until(page, 'document.querySelector(".legend li") !== null');
report(`map: ${(await framesPerSecond(page)).toFixed(0)} frames a second while it is moved`);
if (picture) await page.screenshot({ path: picture });
await browser.close();
await server.close();
archive.close();

async function open(path: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
  const opened = await context.newPage();
  await opened.goto(server.url + path);
  return opened;
}

/** From the navigation in a browser without a cache. */
async function timeUntil(path: string, shown: string): Promise<number> {
  const startMs = performance.now();
  const opened = await open(path);
  await until(opened, shown);
  const ms = performance.now() - startMs;
  await opened.context().close();
  return ms;
}

async function until(shownBy: Page, expression: string): Promise<void> {
  while (!(await shownBy.evaluate(expression))) await shownBy.waitForTimeout(10);
}

/** Drags the map for two seconds. */
async function framesPerSecond(map: Page): Promise<number> {
  await map.evaluate('(function count() { window.numFrames = (window.numFrames ?? 0) + 1; requestAnimationFrame(count); })()');
  const box = (await map.locator('.map-canvas').boundingBox())!;
  await map.mouse.move(box.x + 300, box.y + 200);
  await map.mouse.down();
  const startMs = performance.now();
  const before = await map.evaluate<number>('window.numFrames');
  for (let step = 0; performance.now() - startMs < 2000; step++) await map.mouse.move(box.x + 300 + (step % 100), box.y + 200);
  const count = (await map.evaluate<number>('window.numFrames')) - before;
  await map.mouse.up();
  return (1000 * count) / (performance.now() - startMs);
}

function report(line: string): void {
  process.stdout.write(`${line}\n`);
}
