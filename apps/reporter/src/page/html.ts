import { toPrintable } from '@mmae/input';

/** Markup: text in it is already escaped. */
export interface Html {
  readonly markup: string;
}

/**
 * What a template accepts. Text is escaped, and control characters and direction marks in it are written out; markup is inserted unchanged; lists
 * are joined; `undefined` and `false` are empty.
 */
export type Content = Html | string | number | undefined | false | readonly Content[];

/** A template of markup: `html\`<p>${text}</p>\``. */
export function html(parts: TemplateStringsArray, ...contents: readonly Content[]): Html {
  return { markup: parts.reduce((markup, part, index) => markup + toMarkup(contents[index - 1]) + part) };
}

/** A label, id or word from the data, isolated so that a right-to-left script does not reorder the text around it. */
export const isolated = (text: string): Html => html`<bdi>${text}</bdi>`;

/** Markup from a string that is known to be safe: the page's own styles and script. */
export const trusted = (markup: string): Html => ({ markup });

/** JSON for the page's script. No text in it can close the element, open a comment or change the direction of other text. */
export function jsonScript(id: string, data: unknown): Html {
  return html`<script type="application/json" id="${id}">
    ${trusted(JSON.stringify(data, printable).replaceAll('<', '\\u003c'))}
  </script>`;
}

const printable = (_key: string, value: unknown) => (typeof value === 'string' ? toPrintable(value) : value);

function toMarkup(content: Content): string {
  if (content === undefined || content === false) return '';
  if (typeof content === 'object') return 'markup' in content ? content.markup : content.map(toMarkup).join('');
  return toPrintable(String(content)).replace(/[&<>"']/g, (character) => entities[character]);
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
