import { documentOf } from './document.ts';
import { html } from './html.ts';

test('a page is one file that may load nothing, with its styles, its bundled script and a table of contents', () => {
  const page = documentOf({ title: 'a <b>', sections: [{ id: 'x', title: 'X' }], body: html`<section id="x"></section>` });
  expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
  expect(page).toContain('<title>a &lt;b&gt;</title>');
  expect(page).toContain('default-src &#39;none&#39;');
  expect(page).toContain('<li><a href="#x">X</a></li>');
  const [, script] = /<script type="module">([^]*?)<\/script>/.exec(page)!;
  expect(script).toContain('IntersectionObserver');
  expect(script).not.toMatch(/^\s*(import|export) /m);
});
