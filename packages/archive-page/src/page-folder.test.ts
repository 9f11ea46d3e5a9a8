import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pageFolder } from './page-folder.ts';

test('the page is built once, by build-site.js, and keeps to a strict policy: no inline script or style, nothing from elsewhere', async () => {
  const folder = await pageFolder();
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  expect(html).toMatch(/<script type="module"[^>]* src="\/assets\/[^"]+\.js"><\/script>/);
  expect(html).toMatch(/<link rel="stylesheet"[^>]* href="\/assets\/[^"]+\.css">/);
  expect(html.replace(/<script[^>]* src="\/[^>]*><\/script>/g, '')).not.toMatch(/<script|<style| style=|https?:|\son\w+=/);

  const { ino } = statSync(folder);
  expect(await pageFolder()).toBe(folder);
  expect(statSync(folder).ino).toBe(ino);
});

test('no script of the page makes code from strings, which the policy forbids', async () => {
  const assets = join(await pageFolder(), 'assets');
  const scripts = readdirSync(assets).filter((name) => name.endsWith('.js'));
  expect(scripts.length).toBeGreaterThan(1);
  for (const name of scripts)
    expect([name, readFileSync(join(assets, name), 'utf8').match(/\bnew Function\(|\beval\(|Function\.apply/)]).toEqual([name, null]);
});
