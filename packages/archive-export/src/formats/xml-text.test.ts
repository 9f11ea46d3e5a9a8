import fc from 'fast-check';
import { validateXML } from 'xmllint-wasm';
import { toXmlText } from './xml-text.ts';

test('attributes, text, children in order, lists, and nothing for what is undefined', () => {
  const root = { a: { '@x': '<"&\'', b: ['1', { '@y': '2', '#text': 'three' }], c: undefined, d: {} } };
  expect(toXmlText(root)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<a x="&lt;&quot;&amp;&apos;">
  <b>1</b>
  <b y="2">three</b>
  <d/>
</a>
`);
});

test('any text becomes well-formed XML, also as an attribute', async () => {
  const schema = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a"><xs:complexType><xs:sequence><xs:element name="b" maxOccurs="unbounded"><xs:complexType><xs:simpleContent><xs:extension base="xs:string"><xs:attribute name="x"/></xs:extension></xs:simpleContent></xs:complexType></xs:element></xs:sequence></xs:complexType></xs:element></xs:schema>`;
  const texts = fc.sample(fc.string({ unit: 'binary', minLength: 1 }), { numRuns: 200, seed: 1 });
  const hard = [
    '\u0000\u0008\u000b\ufffe\uffff',
    '\ud800',
    'a\udc00b',
    ']]>',
    '<!--',
    '-->',
    '😀',
    '&amp;',
    '\r\n\t',
    ' ',
    '#text',
    '0',
    '1e5',
  ];
  const xml = toXmlText({ a: { b: [...texts, ...hard].map((text) => ({ '@x': text, '#text': text })) } });
  const { errors } = await validateXML({ xml, schema });
  expect(errors).toEqual([]);
  expect(xml.match(/<b /g)).toHaveLength(texts.length + hard.length);
});
