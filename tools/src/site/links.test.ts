import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brokenLinks } from './links.ts';

let site: string;
beforeEach(() => {
  site = mkdtempSync(join(tmpdir(), 'site-'));
  mkdirSync(join(site, 'pages'));
});
afterEach(() => rmSync(site, { recursive: true }));

test('valid links pass, and so do links to other sites', () => {
  writeFileSync(
    join(site, 'index.html'),
    '<h1 id="top">x</h1><a href="pages/a.html#here">a</a><a href="#top">b</a><a href="https://arxiv.org">c</a>',
  );
  writeFileSync(join(site, 'pages/a.html'), '<p id="here"></p><a href="../index.html">up</a><img src="data:image/png;base64,AA==">');
  expect(brokenLinks(site)).toEqual([]);
});

test.each([
  ['<a href="none.html">', 'none.html', 'is not there'],
  ['<a class="x" href="#nowhere">', '#nowhere', 'names no place on its page'],
  ['<a href="pages">', 'pages', 'is a folder without a page'],
  ['<a href="../../etc/passwd">', '../../etc/passwd', 'leads out of the site'],
  ['<script src="https://cdn.example/x.js">', 'https://cdn.example/x.js', 'is loaded from a network'],
  ['<link rel="stylesheet" href="//fonts.example/x.css">', '//fonts.example/x.css', 'is loaded from a network'],
])('%s is broken', (html, link, reason) => {
  writeFileSync(join(site, 'index.html'), html);
  expect(brokenLinks(site)).toEqual([{ page: 'index.html', link, reason }]);
});
