import { html } from './html.ts';
import { section, table } from './section.ts';

test('a section is labelled by its heading', () => {
  const { body } = section('x', 'A & B', 'What it shows.', html`<p>body</p>`);
  expect(body.markup).toContain('<section id="x" aria-labelledby="x-title">');
  expect(body.markup).toContain('<h2 id="x-title">A &amp; B</h2>');
  expect(body.markup).toMatch(/<p class="lead">What it shows\.<\/p>\s*<p>body<\/p>/);
});

test('a table of scores has row headings and highlights the main row', () => {
  const { markup } = table('scores', ['method', 'NMI'], [['pca', '.5'], ['mmae', '.9']], { caption: 'c', mainRow: 1 }); // prettier-ignore
  expect(markup).toMatch(/<caption>\s*c\s*<\/caption>/);
  expect(markup.match(/<th scope="row">/g)).toHaveLength(2);
  expect(markup).toMatch(/<tr class="main">\s*<th scope="row">mmae<\/th>\s*<td>\.9<\/td>/);
});

test('a compact table has cells only', () => {
  expect(table('list', ['id', 'reason'], [['s1', 'damaged']], { style: 'compact' }).markup).toMatch(/<td>s1<\/td>\s*<td>damaged<\/td>/);
});
