// `npm run screenshot`: pictures of the documentation. Needs Chromium (MMAE_CHROMIUM, else /usr/bin/chromium).
//   npm run screenshot               the first screen of runs/demo/report.html as docs/report.png; after npm run demo
//   npm run screenshot -- archive    pages of runs/archive-catalogue as docs/archive-*.webp; after npm run demo:archive
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chromium, type Browser } from 'playwright-core';
import sharp from 'sharp';
import { workspace } from './workspace.ts';

const archivePages = { search: '/?q=water', programme: '/asset/f7f5a1dc6438cd9f?frame=300', review: '/review' };
const args = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'];
const browser = await chromium.launch({ executablePath: process.env.MMAE_CHROMIUM ?? '/usr/bin/chromium', args });
try {
  await (process.argv[2] === 'archive' ? archivePictures(browser) : reportPicture(browser));
} finally {
  await browser.close();
}

async function reportPicture(browser: Browser): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1200, height: 1000 } });
  await page.goto(`file://${workspace}/runs/demo/report.html`);
  await page.screenshot({ path: `${workspace}/docs/report.png` });
}

/** Serves the archive while its pages are drawn. */
async function archivePictures(browser: Browser): Promise<void> {
  const command = ['apps/archive/bin/mmae-archive.js', 'serve', '--port', '0', '--archive', 'runs/archive-catalogue'];
  const server = spawn(process.execPath, command, { cwd: workspace, stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [line] = (await once(server.stdout, 'data')) as [Buffer];
    const url = line.toString().trim();
    for (const [name, address] of Object.entries(archivePages)) await archivePicture(browser, name, url + address);
  } finally {
    server.kill();
  }
}

async function archivePicture(browser: Browser, name: string, address: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1200, height: 800 }, locale: 'en-GB' });
  await page.goto(address, { waitUntil: 'load' });
  await page.waitForTimeout(5000); // stills and the waveform are made when they are asked for
  await sharp(await page.screenshot()).webp({ quality: 80 }).toFile(`${workspace}/docs/archive-${name}.webp`); // prettier-ignore
  await page.close();
}
