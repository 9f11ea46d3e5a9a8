// The page as people use it: in a real Chromium, against a real server. Its components are the .tsx files of src/site, each shown here: app, main;
// shell/header, shell/enter, shell/ask-name, shell/messages; search/search-page, search/filters; programme/programmes-page, programme/programme-page,
// programme/player, programme/timeline, programme/sample-panel, programme/use-shot-keys; clusters/clusters-page, clusters/cluster-page,
// clusters/accept-all; map/map-page, map/map-view, map/lasso-overlay, map/hovered, map/samples-by-key; review/review-page, review/review-item, review/queue-list,
// review/worth; orphans/orphans-page; samples/sample-card, samples/still, samples/tag-list, samples/add-tag, samples/more, samples/export-menu,
// samples/selection-bar; keyboard/key-help; with api/client, api/events, api/use-answer, api/use-pages, state/decide.
// Also covers `client.ts`, `use-answer.ts`, `use-pages.ts`, `map-view.ts`, `samples-by-key.ts` and `use-shot-keys.ts`.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { servedPage, type ServedPage } from './served-page.test.support.ts';

const executablePath = process.env.MMAE_CHROMIUM ?? '/usr/bin/chromium';
const isRequired = process.env.MMAE_REQUIRE_CHROMIUM === '1';
const args = ['--headless', '--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-background-networking'];
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Waits for an expression to be true. Playwright's own way evaluates within the page, which its policy forbids. */
async function until(page: Page, expression: string): Promise<void> {
  while (!(await page.evaluate(expression))) await page.waitForTimeout(50);
}

/** The visitor gave a name before. */
const named = (origin: string) => ({ cookies: [], origins: [{ origin, localStorage: [{ name: 'mmae-name', value: 'Eve' }] }] });

const inChromium = isRequired || existsSync(executablePath) ? describe : describe.skip;

inChromium(`the page in ${executablePath} (skipped if it is missing, unless MMAE_REQUIRE_CHROMIUM=1)`, () => {
  let browser: Browser;
  let served: ServedPage;
  const problems: string[] = [];
  beforeAll(async () => {
    served = await servedPage();
    browser = await chromium.launch({ executablePath, args });
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    expect(problems.splice(0)).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
  });

  /** Opens a place and records errors, requests elsewhere, and answers that are errors. */
  async function open(path: string, options: BrowserContextOptions = {}, url = served.url): Promise<Page> {
    const context = await browser.newContext({
      viewport: { width: 1400, height: 900 },
      reducedMotion: 'reduce',
      locale: 'en',
      storageState: named(url),
      ...options,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    page.on('console', (message) => problems.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => problems.push(`error: ${error.message}`));
    page.on('request', (request) => {
      if (!request.url().startsWith(url) && !/^(data|blob):/.test(request.url())) problems.push(`request: ${request.url()}`);
    });
    await page.goto(url + path);
    return page;
  }
  const tagsOf = (sampleId: string) => served.archive.tagsOf(served.archive.sampleById(sampleId)!.key);
  const shotId = (index: number) => served.archive.samplesOf(served.archive.assetById(served.assetId)!.key)[index]!.id;

  describe.each([
    ['light', 1400, 'en'],
    ['dark', 390, 'de'],
  ] as const)('%s, %i pixels wide, in %p', (colorScheme, width, locale) => {
    test.each([
      ['/', '.card'],
      ['/?q=bird+zebra', '.note'],
      ['/programmes', '.card'],
      ['/asset/ID?frame=200', '.player-controls'],
      ['/clusters', '.card'],
      ['/cluster/0', '.card'],
      ['/map', '[data-drawn]'],
      ['/review', '.queue li'],
      ['/orphans', '.note'],
    ])('%s: WCAG 2.2 AA by axe-core, nothing wider than the screen, no error', async (path, ready) => {
      const page = await open(path.replace('ID', served.assetId), { colorScheme, locale, viewport: { width, height: 900 } });
      await page.waitForSelector(ready);
      const run = 'axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] })';
      const { violations } = (await page.evaluate(`${axe}; ${run}`)) as { violations: { id: string; nodes: { html: string }[] }[] };
      expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
      expect(await page.evaluate('document.documentElement.lang')).toBe(locale);
    });
  });

  test('a search finds words, says which word is unknown, and is in the address', async () => {
    const page = await open('/');
    await page.fill('#q', 'kingfisher zebra');
    await page.press('#q', 'Enter');
    await page.getByText('No sample contains: zebra.').waitFor();
    expect(new URL(page.url()).searchParams.get('q')).toBe('kingfisher zebra');
    expect(await page.locator('.card').count()).toBe(1);
    expect(await page.locator('.card-text').textContent()).toContain('kingfisher');
    await page.goBack();
    await until(page, 'document.querySelectorAll(".card").length > 1');
    await page.keyboard.press('/');
    expect(await page.evaluate('document.activeElement.id')).toBe('q');
  });

  test('a title with HTML in it is shown as text', async () => {
    const page = await open('/programmes');
    await page.getByText('Wings <b>over</b> water').waitFor();
    expect(await page.locator('.card b').count()).toBe(0);
  });

  test('a programme opens at the frame of its address; keys step by frames and shots', async () => {
    const page = await open(`/asset/${served.assetId}?frame=200`);
    const timecode = page.locator('.player-controls output');
    const shows = (expected: string) => timecode.filter({ hasText: expected }).waitFor();
    await shows('10:00:08:00');
    await until(page, 'document.querySelector("video").readyState >= 2');
    await page.keyboard.press('ArrowRight');
    await shows('10:00:08:01');
    await page.keyboard.press('j');
    await shows('10:00:11:00'); // shot 3 begins at frame 275
    await page.keyboard.press('k');
    await shows('10:00:06:20');
    expect(await page.locator('.sample-panel h2').textContent()).toContain('10:00:06:20–10:00:11:00');
    expect(await timecode.count()).toBe(1);
    await until(page, 'new URLSearchParams(location.search).get("frame") === "170"');
    expect(await page.evaluate('document.querySelector("video").currentTime')).toBeCloseTo(170.5 / 25, 2);
  });

  test('keys that come faster than the page is drawn are all followed; a link within the programme moves the player', async () => {
    const page = await open(`/asset/${served.assetId}?frame=0`);
    const timecode = page.locator('.player-controls output');
    await timecode.filter({ hasText: '10:00:00:00' }).waitFor();
    for (const key of 'jjjjkjk') await page.keyboard.press(key);
    await timecode.filter({ hasText: '10:00:11:00' }).waitFor();
    await until(page, 'new URLSearchParams(location.search).get("frame") === "275"');
    await page.waitForTimeout(300);
    expect(await timecode.textContent()).toBe('10:00:11:00');
    await page.locator('.shot-list .card-title a').nth(1).click();
    await timecode.filter({ hasText: '10:00:02:10' }).waitFor();
  });

  test('the space bar plays a shot in a loop', async () => {
    const page = await open(`/asset/${served.assetId}?frame=0`);
    await until(page, 'document.querySelector("video")?.readyState >= 3');
    await page.keyboard.press(' ');
    const frame = '(document.querySelector("video").currentTime * 25)';
    await until(page, `${frame} > 30`);
    await until(page, `${frame} < 20`); // shot 0 ends at frame 60
    await until(page, `${frame} > 30`);
    await page.keyboard.press(' ');
    expect(await page.evaluate('document.querySelector("video").paused')).toBe(true);
    expect(await page.getByRole('button', { name: 'Loop this shot' }).getAttribute('aria-pressed')).toBe('false');
  });

  test('review by keyboard: accept, reject, undo; the archive has it, and the worth of the model counts it', async () => {
    const page = await open('/review');
    const question = page.locator('.review-item h2');
    await question.waitFor();
    const first = served.archive.reviewQueue({ by: 'uncertainty', limit: 2 }).items;
    const now = (i: number) => served.archive.tagsOf(first[i]!.sampleKey).find(({ label }) => label === first[i]!.tag.label)!;
    await page.keyboard.press('a');
    await page.keyboard.press('r');
    await page.getByText('2 reviewed, 50% of them right').waitFor();
    expect(now(0)).toMatchObject({ verdict: 'accepted', who: 'Eve' });
    expect(now(1)).toMatchObject({ verdict: 'rejected' });
    await page.keyboard.press('u');
    await page.getByText('1 reviewed, 100% of them right').waitFor();
    expect(now(1).verdict).toBeUndefined();
    await page.keyboard.press('u');
    await page.getByText('Nothing was reviewed yet.').waitFor();
    expect(now(0).verdict).toBeUndefined();
  });

  test('a whole cluster is decided at once, and undone at once', async () => {
    const page = await open('/cluster/0');
    const label = served.archive.clusters()[0]!.name;
    const accepted = () => [...served.archive.filter({ tags: [label], onlyAccepted: true })].length;
    await page.getByRole('button', { name: 'Decide for all…' }).click();
    const title = await page.locator('dialog[open] h2').textContent();
    const count = Number(/(\d+) undecided/.exec(title!)![1]);
    expect(count).toBeGreaterThan(2);
    await page.getByRole('button', { name: 'Accept all' }).click();
    await page.getByText(`${count} tags decided.`).waitFor();
    expect(accepted()).toBe(count);
    await page.locator('.header').getByRole('button', { name: 'Undo' }).click();
    await page.getByText(`${count} decisions undone.`).waitFor();
    expect(accepted()).toBe(0);
  });

  test('two editors: each sees the verdict of the other, and the later verdict counts', async () => {
    const [ada, ben] = [await open(`/asset/${served.assetId}?frame=60`), await open(`/asset/${served.assetId}?frame=60`)];
    const row = (page: Page) => page.locator('.sample-panel .tag-row').first();
    await row(ada).waitFor();
    await row(ben).waitFor();
    await row(ada)
      .getByRole('button', { name: /Accept/ })
      .click();
    await row(ada).getByText('accepted by Eve').waitFor();
    await row(ben).getByText('accepted by Eve').waitFor();
    const label = tagsOf(shotId(1)).find(({ verdict }) => verdict === 'accepted')!.label;
    await row(ben)
      .getByRole('button', { name: /Retract/ })
      .click();
    await row(ada)
      .getByRole('button', { name: /Accept/ })
      .waitFor();
    expect(tagsOf(shotId(1)).find((tag) => tag.label === label)!.verdict).toBeUndefined();
  });

  test('a name is asked for before the first decision, once; without one nothing is decided', async () => {
    const nobody = { storageState: { cookies: [], origins: [] } };
    const page = await open(`/asset/${served.assetId}?frame=300`, nobody);
    const sent: string[] = [];
    page.on('request', (request) => request.method() === 'POST' && sent.push(`${new URL(request.url()).pathname} ${request.postData()}`));
    const accept = page.locator('.sample-panel .tag-row').first().getByRole('button', { name: /Accept/ }); // prettier-ignore
    const dialog = page.getByRole('dialog', { name: 'What is your name?' });
    await accept.click();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await accept.click();
    await dialog.getByLabel('Your name').fill('   ');
    await dialog.getByRole('button', { name: 'Save name' }).click();
    expect([await dialog.isVisible(), sent]).toEqual([true, []]);
    await dialog.getByLabel('Your name').fill(' Grace ');
    await dialog.getByRole('button', { name: 'Save name' }).click();
    await page.getByText('accepted by Grace').waitFor();
    expect(sent[0]).toBe('/api/session {"who":"Grace"}');
    expect(await page.locator('input.who').inputValue()).toBe('Grace');
    await page.reload();
    await page.getByRole('button', { name: /Retract/ }).first().click(); // prettier-ignore
    await accept.waitFor();
    expect([await dialog.isVisible(), await page.locator('input.who').inputValue()]).toEqual([false, 'Grace']);
  });

  test('a verdict about an older version changes nothing and says so', async () => {
    const page = await open(`/asset/${served.assetId}?frame=170`);
    const row = page.locator('.sample-panel .tag-row').first();
    await row.waitFor();
    const [tag] = tagsOf(shotId(2));
    await page.route('**/api/decisions', async (route) => {
      served.archive.decide([{ sampleKey: served.archive.sampleById(shotId(2))!.key, label: tag!.label, verdict: 'reject', who: 'Ada' }]);
      await route.continue();
    });
    await row.getByRole('button', { name: /Accept/ }).click();
    await page.getByText('changed by somebody else').waitFor();
    await row.getByText('rejected by Ada').waitFor();
    expect(tagsOf(shotId(2))[0]).toMatchObject({ verdict: 'rejected', who: 'Ada' });
  });

  test('a tag of one’s own is added and found', async () => {
    const page = await open(`/asset/${served.assetId}?frame=275`);
    await page.getByLabel('Add a tag').fill('white heron');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.locator('.sample-panel').getByText('white heron', { exact: true }).waitFor();
    await page.goto(`${served.url}/?tag=white+heron`);
    await page.getByText('1 sample', { exact: true }).waitFor();
    expect(tagsOf(shotId(3)).find(({ label }) => label === 'white heron')).toMatchObject({ origin: 'person', who: 'Eve' });
  });

  test('a lasso around the map selects its samples, which are exported', async () => {
    const page = await open('/map');
    await page.waitForSelector('[data-drawn]');
    await page.getByRole('button', { name: 'Select by drawing' }).click();
    const { x, y, width, height } = (await page.locator('.lasso').boundingBox())!;
    await page.mouse.move(x + 3, y + 3);
    await page.mouse.down();
    for (const [px, py] of [[width - 3, 3], [width - 3, height - 3], [3, height - 3]]) await page.mouse.move(x + px!, y + py!); // prettier-ignore
    await page.mouse.up();
    const n = served.archive.counts().numSamples;
    await page.getByText(`${n} samples inside the line`).waitFor();
    await page.getByRole('button', { name: `Select ${n}` }).click();
    await page.getByText(`${n} selected`).waitFor();
    const bar = page.locator('.selection-bar');
    await bar.getByLabel('Format').selectOption('csv');
    const download = page.waitForEvent('download');
    await bar.getByRole('button', { name: 'Export' }).click();
    const csv = readFileSync(await (await download).path(), 'utf8');
    expect(csv).toContain('kingfisher');
  });

  test('a decision that lost its shot is listed, and taken back', async () => {
    const asset = served.archive.assetById(served.assetId)!;
    const samples = served.archive.samplesOf(asset.key);
    served.archive.decide([{ sampleKey: samples[9]!.key, label: 'lost', verdict: 'add', who: 'Ada' }]);
    served.archive.putAsset(asset, samples.slice(0, 9));
    const page = await open('/orphans');
    await page.getByText('Ada added lost').waitFor();
    await page.getByRole('button', { name: 'Take back' }).click();
    await page.getByText('No orphans').waitFor();
    served.archive.putAsset(asset, samples);
  });

  test('German by choice, dark by choice, both kept', async () => {
    const page = await open('/');
    await page.getByLabel('Language of the page').selectOption('de');
    await page.getByRole('link', { name: 'Sendungen' }).waitFor();
    await page.getByLabel('Farben', { exact: true }).selectOption('dark');
    await page.reload();
    await page.getByRole('link', { name: 'Sendungen' }).waitFor();
    expect(await page.evaluate('getComputedStyle(document.documentElement).colorScheme')).toBe('dark');
  });

  test('a reader enters with the token and cannot decide', async () => {
    const guarded = await servedPage({ token: 'a'.repeat(20), readerToken: 'b'.repeat(20) });
    const page = await open('/', {}, guarded.url);
    await page.getByLabel('Token').fill('b'.repeat(20));
    await page.getByRole('button', { name: 'Enter' }).click();
    await page.locator('.card').first().waitFor();
    await page.goto(`${guarded.url}/review`);
    await page.getByText('You can read here.').waitFor();
    expect(await page.locator('.verdicts, .tag-buttons, .add-tag').count()).toBe(0);
    await page.context().close();
    await guarded.close();
  });
});
