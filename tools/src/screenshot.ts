// `npm run screenshot`: the first screen of runs/demo/report.html as docs/report.png. Needs Chromium (MMAE_CHROMIUM, else /usr/bin/chromium).
import { chromium } from 'playwright-core';
import { workspace } from './workspace.ts';

const args = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'];
const browser = await chromium.launch({ executablePath: process.env.MMAE_CHROMIUM ?? '/usr/bin/chromium', args });
const page = await browser.newPage({ viewport: { width: 1200, height: 1000 } });
await page.goto(`file://${workspace}/runs/demo/report.html`);
await page.screenshot({ path: `${workspace}/docs/report.png` });
await browser.close();
