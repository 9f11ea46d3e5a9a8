import { html, jsonScript, isolated, trusted } from './html.ts';

test('text is escaped, markup is not', () => {
  const name = `<script>alert("it's & me")</script>`;
  expect(html`<p title="${name}">${name} ${html`<b>1</b>`}${trusted('<i></i>')}</p>`.markup).toBe(
    '<p title="&lt;script&gt;alert(&quot;it&#39;s &amp; me&quot;)&lt;/script&gt;">' +
      '&lt;script&gt;alert(&quot;it&#39;s &amp; me&quot;)&lt;/script&gt; <b>1</b><i></i></p>',
  );
});

test('lists are joined, undefined and false are empty, 0 is written', () => {
  expect(html`${[1, 'a', undefined, false, [html`<br />`]]}${0}`.markup).toBe('1a<br />0');
});

test('JSON cannot close its element, and is read back unchanged', () => {
  const data = { text: '</script><script>alert(1)</script>' };
  const { markup } = jsonScript('x', data);
  expect(markup.match(/<\/script>/g)).toHaveLength(1);
  expect(JSON.parse(/>([^]*)<\/script>/.exec(markup)![1])).toEqual(data);
});

test('a label cannot close an element, open a comment or change the text direction', () => {
  const label = '</script><!-- \u2028 "\u0000 \u001b[31m \u202egnp';
  const { markup } = jsonScript('data', { [`key`]: label });
  expect(markup.match(/<\/script>/g)).toHaveLength(1);
  expect(markup).not.toMatch(/<!--|\u202e/);
  const [, json] = /<script[^>]*>([^]*)<\/script>/.exec(markup)!;
  expect(JSON.parse(json)).toEqual({ key: '</script><!-- \u2028 "\\u0000 \\u001b[31m \\u202egnp' });
  const shown = html`<p title="${label}">${isolated(label)}</p>`.markup;
  expect(shown).toBe(
    `<p title="${'&lt;/script&gt;&lt;!-- \u2028 &quot;\\u0000 \\u001b[31m \\u202egnp'}"><bdi>${'&lt;/script&gt;&lt;!-- \u2028 &quot;\\u0000 \\u001b[31m \\u202egnp'}</bdi></p>`,
  );
});
