// `npm run screenshot`: the pictures of the documents, of runs/demo/report.html and of the archive in runs/archive-catalogue, which `npm run demo` and
// `npm run demo:archive` make. Needs Chromium (MMAE_CHROMIUM, else /usr/bin/chromium).
import { join } from 'node:path';
import { pageFolder } from '@mmae/archive-page';
import { openSearch } from '@mmae/archive-search';
import { serveArchive } from '@mmae/archive-server';
import { openArchive } from '@mmae/archive-store';
import { chromium } from 'playwright-core';
import sharp from 'sharp';
import { workspace } from './workspace.ts';

const docs = join(workspace, 'docs');
const args = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'];
const browser = await chromium.launch({ executablePath: process.env.MMAE_CHROMIUM ?? '/usr/bin/chromium', args });
await picture('report.png', `file://${workspace}/runs/demo/report.html`, 1000);

const archive = openArchive(join(workspace, 'runs/archive-catalogue'), { readOnly: true });
const onError = (error: Error) => process.stderr.write(`${error.message}\n`);
const server = await serveArchive({ archive, search: openSearch(archive), pageFolder: await pageFolder(), onError }, { port: 0 });
const film = archive.assets().items.find(({ path }) => path.endsWith('E204101.mp4'))!;
await picture('archive-search.webp', `${server.url}/?q=bird`, 760);
await picture('archive-programme.webp', `${server.url}/asset/${film.id}?frame=820`, 860);
await picture('archive-review.webp', `${server.url}/review`, 760);
await server.close();
archive.close();
await browser.close();

/** The first screen of a page, 1,200 pixels wide, once nothing is loaded any more. */
async function picture(name: string, url: string, height: number): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1200, height }, reducedMotion: 'reduce', locale: 'en' });
  const page = await context.newPage();
  await page.goto(url);
  await page.waitForTimeout(3000); // the page keeps a connection for events, so that it is never idle
  await sharp(await page.screenshot()).toFile(join(docs, name));
  await context.close();
}
