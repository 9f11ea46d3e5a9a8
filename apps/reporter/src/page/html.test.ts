import { html, jsonScript, named, trusted } from './html.ts';

test('text is escaped, markup is not', () => {
  const name = `<script>alert("it's & me")</script>`;
  expect(html`<p title="${name}">${name} ${html`<b>1</b>`}${trusted('<i></i>')}</p>`.markup).toBe(
    '<p title="&lt;script&gt;alert(&quot;it&#39;s &amp; me&quot;)&lt;/script&gt;">' +
      '&lt;script&gt;alert(&quot;it&#39;s &amp; me&quot;)&lt;/script&gt; <b>1</b><i></i></p>',
  );
});

test('lists are joined, undefined and false are nothing, 0 is something', () => {
  expect(html`${[1, 'a', undefined, false, [html`<br />`]]}${0}`.markup).toBe('1a<br />0');
});

test('data for a script cannot end its element, and come back as they were', () => {
  const data = { text: '</script><script>alert(1)</script>' };
  const { markup } = jsonScript('x', data);
  expect(markup.match(/<\/script>/g)).toHaveLength(1);
  expect(JSON.parse(/>([^]*)<\/script>/.exec(markup)![1])).toEqual(data);
});

test('whatever a label holds, it ends no element, begins no comment, and turns nothing', () => {
  const label = '</script><!-- \u2028 "\u0000 \u001b[31m \u202egnp';
  const { markup } = jsonScript('data', { [`key`]: label });
  expect(markup.match(/<\/script>/g)).toHaveLength(1);
  expect(markup).not.toMatch(/<!--|\u202e/);
  const [, json] = /<script[^>]*>([^]*)<\/script>/.exec(markup)!;
  expect(JSON.parse(json)).toEqual({ key: '</script><!-- \u2028 "\\u0000 \\u001b[31m \\u202egnp' });
  const shown = html`<p title="${label}">${named(label)}</p>`.markup;
  expect(shown).toBe(
    `<p title="${'&lt;/script&gt;&lt;!-- \u2028 &quot;\\u0000 \\u001b[31m \\u202egnp'}"><bdi>${'&lt;/script&gt;&lt;!-- \u2028 &quot;\\u0000 \\u001b[31m \\u202egnp'}</bdi></p>`,
  );
});
