import { html, jsonScript, trusted } from './html.ts';

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
