import XmlBuilder from 'fast-xml-builder';

/** An element: `@name` is an attribute, `#text` its text, any other key a child, or several if its value is a list; undefined ones are left out. */
export interface XmlNode {
  readonly [name: string]: string | XmlNode | readonly (string | XmlNode)[] | undefined;
}

const builder = new XmlBuilder({
  attributeNamePrefix: '@',
  ignoreAttributes: false,
  format: true,
  suppressEmptyNode: true,
  suppressBooleanAttributes: false,
});

/** What XML 1.0 does not allow, lone surrogates included. */
const notAllowed = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

/** A document with one element at its root. Characters that XML does not allow become U+FFFD. */
export function toXmlText(root: XmlNode): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build(root).replaceAll(notAllowed, '\ufffd')}`;
}
